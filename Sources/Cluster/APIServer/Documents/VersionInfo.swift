import Bytes

/// The document of `/version`.
///
/// Clients parse `gitVersion` as a semantic version and choose by its minor which
/// requests they dare to send: it is the Kubernetes release whose API we speak.
enum VersionInfo {
    /// The release whose API is served.
    static let gitVersion = "v1.32.4+martlet"

    /// The document.
    static let document: JSON = [
        "major": "1", "minor": "32", "gitVersion": .string(gitVersion), "gitCommit": "",
        "gitTreeState": "clean",
        "buildDate": "1970-01-01T00:00:00Z", "goVersion": "", "compiler": "swiftc",
        "platform": .string(platform),
    ]

    #if arch(arm64)
    private static let platform = "linux/arm64"
    #else
    private static let platform = "linux/amd64"
    #endif
}
