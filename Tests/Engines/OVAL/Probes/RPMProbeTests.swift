import Host
import ScratchRoots
import Testing

@testable import OVAL

@Suite struct FileCapabilitiesTests {
    @Test(
        "a package's text and a file's attribute mean the same capabilities",
        arguments: [
            ("cap_net_raw=ep", [1, 0, 0, 2, 0, 0x20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
            ("= cap_net_raw+ep", [1, 0, 0, 2, 0, 0x20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
            ("cap_setgid,cap_setuid=p", [0, 0, 0, 2, 0xC0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
            ("cap_bpf=i", [0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x80, 0, 0, 0]),
        ])
    func text(text: String, attribute: [UInt8]) throws {
        #expect(try #require(FileCapabilities(attribute: attribute)) == FileCapabilities(text: text))
    }

    @Test("no text is no capability, and an attribute that is cut short is none")
    func none() {
        #expect(FileCapabilities(text: "") == FileCapabilities())
        #expect(FileCapabilities(attribute: [1, 2, 3]) == nil)
    }
}
