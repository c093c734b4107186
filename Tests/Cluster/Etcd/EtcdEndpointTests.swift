import Etcd
import Testing

@Suite("etcd's addresses")
struct EtcdEndpointTests {
    @Test(
        "a client URL is read and written as it is",
        arguments: ["https://10.0.0.1:2379", "http://etcd-0.etcd.svc:2379", "http://[::1]:2379"])
    func readable(_ text: String) throws {
        #expect(try #require(EtcdEndpoint(text)).description == text)
    }

    @Test(
        "anything else is refused",
        arguments: [
            "", "10.0.0.1:2379", "ftp://h:1", "http://h", "http://h:0", "http://h:65536", "http://:1",
            "http://a:b:1", "http://[h]:1", "http://h:1/path", "http://h h:1", "http://h:-1", "://h:1",
            "http://h:1\u{0}", "http://é:1",
        ])
    func refused(_ text: String) { #expect(EtcdEndpoint(text) == nil) }

    @Test("a list has no empty members, and a scheme may be understood")
    func lists() {
        #expect(EtcdEndpoint.list("http://a:1,http://b:2")?.map(\.port) == [1, 2])
        #expect(EtcdEndpoint.list("http://a:1,") == nil)
        #expect(EtcdEndpoint.list("a:1,b:2", scheme: "https")?.allSatisfy(\.isSecure) == true)
    }
}
