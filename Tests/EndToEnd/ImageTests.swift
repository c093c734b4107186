import Foundation
import Testing

/// The image's script, with a small binary of Debian's in the place of the release build, which tests do not wait for.
@Suite(
    "The OCI image",
    .enabled(if: ImageScript.isPresent, "needs umoci, dpkg and root for chroot; make test installs"))
struct ImageTests {
    @Test("two builds are the same bytes, and what is unpacked runs and is named in the bill of materials")
    func build() async throws {
        let folder = TemporaryFolder.path()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for name in ["one", "two"] {
            let outcome = try await ImageScript.command.run([
                ImageScript.standIn, ImageScript.content ?? "", "\(folder)/\(name)",
            ])
            try #require(outcome.status == 0, "\(outcome)")
        }
        let difference = try await Command(path: "/usr/bin/diff").run([
            "-r", "\(folder)/one", "\(folder)/two",
        ])
        #expect(difference.status == 0, "\(difference)")

        let umoci = Command(path: "/usr/bin/umoci")
        let unpacked = try await umoci.run([
            "unpack", "--image", "\(folder)/one/oci:latest", "\(folder)/bundle",
        ])
        try #require(unpacked.status == 0, "\(unpacked)")
        let root = "\(folder)/bundle/rootfs"
        let run = try await Command(path: "/usr/sbin/chroot").run([root, "/usr/bin/martlet", "--version"])
        #expect(run.status == 0, "\(run)")

        let document = try Data(contentsOf: URL(fileURLWithPath: "\(root)/usr/share/sbom/martlet.cdx.json"))
        let bill = try JSONSerialization.jsonObject(with: document) as? [String: Any] ?? [:]
        let components = bill["components"] as? [[String: Any]] ?? []
        let names = Set(components.compactMap { $0["name"] as? String })
        #expect(names.isSuperset(of: ["libc6", "libxml2", "ca-certificates", "ssg-debian", "swift-nio"]))
        #expect(components.allSatisfy { ($0["version"] as? String)?.isEmpty == false })
    }
}

/// `Scripts/build-image` and what it takes to run it.
private enum ImageScript {
    /// A binary that is linked with the libraries that ours is linked with.
    static let standIn = "/usr/bin/xmllint"

    /// The folder of the SCAP content that `MARTLET_SCAP_CONTENT` lies in.
    static let content = ProcessInfo.processInfo.environment["MARTLET_SCAP_CONTENT"].map {
        URL(fileURLWithPath: $0).deletingLastPathComponent().path
    }

    static let isPresent: Bool =
        geteuid() == 0 && content != nil
        && ["/usr/bin/umoci", standIn].allSatisfy { FileManager.default.isExecutableFile(atPath: $0) }

    static var command: Command {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return Command(path: root.appending(path: "Scripts/build-image").path)
    }
}
