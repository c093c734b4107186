import Host

/// The host's system as the content project names its files: `ssg-<product>-ds.xml`.
struct HostProduct {
    /// `ID` and the first number of `VERSION_ID` in os-release, joined, such as `debian12`.
    let name: String

    /// Reads the os-release below a root.
    init(root: String) throws {
        let release = try Host(root: root).osRelease()
        let version = release["VERSION_ID"]?.split(separator: ".").first.map(String.init) ?? ""
        name = (release["ID"] ?? "") + version
    }
}
