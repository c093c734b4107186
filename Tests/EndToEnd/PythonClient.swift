import Foundation
import Testing

/// Clients that are written in Python, run from `Tests/Clients`.
enum PythonClient {
    /// The interpreter that has the packages of `python-packages.txt`: `MARTLET_PYTHON`.
    static let interpreter: String? = {
        guard let path = ProcessInfo.processInfo.environment["MARTLET_PYTHON"] else { return nil }
        return FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }()

    /// Whether the tests can run here.
    static var isPresent: Bool { interpreter != nil && Kubectl.isPresent }

    /// A file of `Tests/Clients`.
    static func file(_ name: String) -> String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Clients/\(name)").path
    }

    /// The environment that points a client at a server.
    static func environment(of server: MartletProcess) -> [String: String] {
        ["KUBECONFIG": server.kubeconfig, "HOME": server.stateDirectory, "PATH": "/usr/bin:/bin"]
    }
}
