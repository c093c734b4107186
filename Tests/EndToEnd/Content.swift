import Foundation

/// The real SCAP content that tests scan with: `ssg-debian12-ds.xml`.
enum Content {
    /// The data stream: `MARTLET_SCAP_CONTENT`, or where Debian installs it.
    static let path =
        ProcessInfo.processInfo.environment["MARTLET_SCAP_CONTENT"]
        ?? "/usr/share/xml/scap/ssg/content/ssg-debian12-ds.xml"
    /// Whether it is here.
    static var isPresent: Bool { FileManager.default.isReadableFile(atPath: path) }
}

/// A machine of a few files that breaks some rules and keeps others.
struct SmallHost {
    let root = TemporaryFolder.path()

    init() throws {
        let files = [
            "etc/os-release": "ID=debian\nVERSION_ID=\"12\"\nPRETTY_NAME=\"Debian 12\"\n",
            "etc/debian_version": "12.5\n",
            "etc/login.defs": "PASS_MAX_DAYS 99999\nUMASK 022\nENCRYPT_METHOD SHA512\n",
            "etc/passwd": "root:x:0:0:root:/root:/bin/bash\n",
            "etc/group": "root:x:0:\n",
            "etc/shadow": "root:*:19000:0:99999:7:::\n",
            "etc/gshadow": "root:*::\n",
            "etc/ssh/sshd_config": "PermitRootLogin yes\n",
            "var/lib/dpkg/status": "Package: base-files\nStatus: install ok installed\nVersion: 12\n\n",
        ]
        for (name, text) in files {
            let path = "\(root)/\(name)"
            let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        }
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o666], ofItemAtPath: "\(root)/etc/passwd")
    }

    /// The arguments that make `martlet up` scan this host with the real content.
    var arguments: [String] { ["--host-root", root, "--content", Content.path] }
}
