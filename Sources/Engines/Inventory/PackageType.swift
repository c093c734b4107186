/// Which package manager, and so which list of packages, a package belongs to: the types of the package-url
/// specification (purl-spec, PURL-TYPES).
public enum PackageType: String, Sendable, CaseIterable, Codable {
    /// dpkg's, of Debian, Ubuntu and what derives from them.
    case deb
    /// RPM's.
    case rpm
    /// Alpine's, and those of Wolfi and Chainguard.
    case apk
    /// Python's.
    case pypi
    /// JavaScript's.
    case npm
    /// Java's.
    case maven
    /// Go's modules.
    case golang
    /// Rust's crates.
    case cargo
    /// Ruby's.
    case gem
    /// PHP's.
    case composer
    /// .NET's.
    case nuget
    /// Swift's.
    case swift
    /// Conda's, mostly of Python and R.
    case conda
    /// Whatever no list has, such as a kernel that somebody built.
    case generic

    /// Whether a distribution builds and judges these packages.
    public var isOfDistribution: Bool { self == .deb || self == .rpm || self == .apk }
}
