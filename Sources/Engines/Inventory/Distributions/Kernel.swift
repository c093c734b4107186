/// Kernels by the files that they leave: one that somebody built himself is in no list of packages.
enum Kernel {
    /// The name that kernels have among packages without a list of their own.
    static let name = "linux"

    /// The kernel of a path such as `usr/lib/modules/6.1.0-18-amd64/modules.builtin` or `boot/vmlinuz-6.1.0`.
    static func package(_ path: String) -> Package {
        let parts = path.split(separator: "/")
        let version =
            parts.first == "boot"
            ? parts.last?.split(separator: "-", maxSplits: 1).last : parts.dropLast().last
        return Package(type: .generic, name: name, version: version.map(String.init) ?? "")
    }
}
