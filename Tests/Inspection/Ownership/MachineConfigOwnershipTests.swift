import Bytes
import Digests
import Host
import ScratchRoots
import Testing

@testable import Ownership

@Suite("What a MachineConfig says of files")
struct MachineConfigOwnershipTests {
    static func config(_ files: String) throws -> JSON {
        try JSON(
            parsing: """
                {"metadata":{"name":"rendered-worker-1"},"spec":{"config":{"storage":{"files":[\(files)]},
                "systemd":{"units":[{"name":"a.service","contents":"[Unit]",
                "dropins":[{"name":"10.conf","contents":"x"},{"name":"../evil","contents":"x"}]},{"name":"b.service"}]}}}}
                """)
    }

    static let file = #"{"path":"/etc/chrony.conf","mode":384,"contents":{"source":"data:,pool%20x"}}"#

    func source(_ files: String, previous: String? = nil) throws -> MachineConfigOwnership {
        let scratch = try ScratchRoot()
        defer { withExtendedLifetime(scratch) {} }
        let host = try Host(root: scratch.path)
        return MachineConfigOwnership(
            host: host, current: try Self.config(files),
            previous: try previous.map(Self.config))
    }

    @Test("files have contents, modes and owners, units and dropins their text")
    func files() throws {
        let source = try source(Self.file)
        let claim = try #require(source.claims(on: Array("/etc/chrony.conf".utf8), linkTarget: nil).first)
        #expect(claim.source == "MachineConfig rendered-worker-1")
        #expect(claim.permissions == 0o600 && claim.user == 0 && claim.size == 6)
        #expect(claim.digests[.sha256] == Digest.of(Array("pool x".utf8), .sha256))
        for path in ["/etc/systemd/system/a.service", "/etc/systemd/system/a.service.d/10.conf"] {
            #expect(source.claims(on: Array(path.utf8), linkTarget: nil).count == 1, "\(path)")
        }
        #expect(source.claims(on: Array("/etc/systemd/system/b.service".utf8), linkTarget: nil).isEmpty)
        #expect(source.claims(on: Array("/etc/systemd/system/evil".utf8), linkTarget: nil).isEmpty)
    }

    @Test("a file that the configuration no longer has was removed by it")
    func removed() throws {
        let source = try source("", previous: Self.file)
        #expect(source.removals(of: Array("/etc/chrony.conf".utf8)).first?.doubts == [])
        #expect(source.removals(of: Array("/etc/passwd".utf8)).isEmpty)
    }

    @Test("what cannot be read is told with its place, and claims nothing")
    func problems() throws {
        let source = try source(
            #"{"path":"etc/x"},{"path":"/y","contents":{"source":"http://x/"}},{"path":"/z","contents":{"source":"data:,x","compression":"xz"}}"#
        )
        #expect(
            source.problems == [
                "MachineConfig rendered-worker-1: spec.config.storage.files[0].path: is no absolute path",
                "MachineConfig rendered-worker-1: spec.config.storage.files[1].contents: is no data URL that can be read",
                "MachineConfig rendered-worker-1: spec.config.storage.files[2].contents: is no data URL that can be read",
            ])
        #expect(source.claims(on: Array("/y".utf8), linkTarget: nil).isEmpty)
    }
}
