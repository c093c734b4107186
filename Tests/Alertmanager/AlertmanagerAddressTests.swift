import Testing

@testable import Alertmanager

@Suite("An Alertmanager's address")
struct AlertmanagerAddressTests {
    @Test(
        "a URL loses the slash at its end and keeps its prefix",
        arguments: [
            ("http://127.0.0.1:9093/", "http://127.0.0.1:9093"),
            ("https://alerts.example/am//", "https://alerts.example/am"),
            ("https://[2001:db8::1]:9093", "https://[2001:db8::1]:9093"), ("http://a", "http://a"),
        ])
    func reads(text: String, url: String) { #expect(AlertmanagerAddress(text)?.description == url) }

    @Test(
        "what is no URL of a server is refused",
        arguments: [
            "", "alerts", "alerts:9093", "ftp://a", "http:/a", "http://", "http:///x", "http://a:",
            "http://a:0",
            "http://a:65536", "http://a:x", "http://u:p@a", "http://a?x=y", "http://a#f", "http://a b",
            "http://a\r\nX: y", "http://[::1", "http://::1", "http://a:1:2", "http://ä", "HTTP//x",
            "http://[]",
        ])
    func refuses(text: String) { #expect(AlertmanagerAddress(text) == nil) }

    @Test(
        "what is sent stays private where it is encrypted or does not leave this machine",
        arguments: [
            ("https://a", true), ("http://localhost:9093", true), ("http://127.0.0.1", true),
            ("http://[::1]:1", true), ("http://a", false), ("http://127.evil.example", false),
            ("http://localhost.evil.example", false),
        ])
    func privacy(text: String, isPrivate: Bool) throws {
        #expect(try #require(AlertmanagerAddress(text)).isPrivate == isPrivate)
    }
}
