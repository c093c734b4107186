import Bytes
import Capability
import Foundation
import Kubernetes
import Testing

@testable import Compliance

/// Debian's own content, where the repository's cache or the system has it.
private enum DebianContent {
    static let directory: String? = {
        var root = URL(filePath: #filePath).resolvingSymlinksInPath()
        for _ in 0..<5 { root.deleteLastPathComponent() }
        return [root.path + "/.cache/debian/trixie", ""].map { "\($0)/usr/share/xml/scap/ssg/content" }
            .first { FileManager.default.fileExists(atPath: "\($0)/ssg-debian12-ds.xml") }
    }()
}

/// The whole way from a bundle to results, over an empty root.
@Suite("Real content", .enabled(if: DebianContent.directory != nil, "ssg-debian12-ds.xml is missing"))
struct RealContentTests {
    @Test("a bundle is read, its standard profile is tailored and scanned, and every result has its texts")
    func wholeWay() async throws {
        let directory = try #require(DebianContent.directory)
        let root = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(
            at: root.appending(path: "etc"), withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: root) }
        try Data("ID=debian\nVERSION_ID=\"12\"\n".utf8).write(to: root.appending(path: "etc/os-release"))
        let session = try await BundleSession(directory: directory)
        let bundle = try await session.bundle(
            "debian12", file: "ssg-debian12-ds.xml", reader: SCAPContentReader())
        #expect(bundle.dataStreamStatus == "VALID")
        let manual: JSON = [["name": "debian12-file-permissions-etc-passwd", "rationale": "r"]]
        // Nothing of a machine is below the root, so most rules do not apply.
        let (_, results) = try await session.scan(
            "debian12-standard", decisions: JSONObject([("manualRules", manual)]),
            setting: JSONObject([("showNotApplicable", true)]), scanner: HostScanner(root: root.path),
            texts: SCAPRuleTextReader())
        #expect(results.count > 20)
        #expect(results.allSatisfy { $0.object["description"]?.string?.contains("\n") == true })
        let passwd = results.first { $0.object.name == "mine-worker-file-permissions-etc-passwd" }
        #expect(passwd?.status == .manual)
        #expect(results.allSatisfy { $0.object.labels["compliance.openshift.io/profile-guid"] != nil })
    }
}
