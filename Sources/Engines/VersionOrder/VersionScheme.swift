/// A rule by which an ecosystem orders its versions.
///
/// ```swift
/// VersionScheme.dpkg.compare("1.0~rc1", "1.0")        // -1
/// VersionScheme.pep440.key("1.0")! < VersionScheme.pep440.key("1.0.post1")!   // true
/// VersionScheme.semver.key("latest")                  // nil: not a version, ask `compare`
/// ```
///
/// Two things answer which version is older, and they agree: ``compare(_:_:)-(String,_)`` reads both texts, and
/// ``key(_:)`` makes bytes of one text whose order is the versions' order. A feed with a million rows stores keys.
public enum VersionScheme: String, Sendable, CaseIterable {
    /// Debian and Ubuntu packages: `[EPOCH:]UPSTREAM[-REVISION]` (Debian Policy 5.6.12, deb-version(7)).
    case dpkg
    /// RPM packages: `[EPOCH:]VERSION[-RELEASE]` (rpm-version(7)).
    case rpm
    /// Alpine packages (apk-package(5), "pkgver").
    case apk
    /// Python distributions (PEP 440).
    case pep440
    /// npm, Cargo and everything else that follows Semantic Versioning 2.0.0, with npm's loose forms.
    case semver
    /// Java artifacts (Maven's POM reference, "Version Order Specification").
    case maven
    /// Ruby gems (`Gem::Version`).
    case rubygems
    /// PHP packages (Composer's `VersionParser` and PHP's `version_compare`).
    case composer
    /// .NET packages (NuGet, "Package versioning").
    case nuget
    /// Go modules and Go's own releases (Go Modules Reference, "Versions").
    case go
    /// Dart packages (`pub_semver`).
    case pub
    /// R packages (R's `numeric_version`).
    case cran
    /// Haskell packages (the Package Versioning Policy).
    case hackage
    /// Everything of which nobody says by which rule it is made: see `docs/version-order.md`, "Unknown rules".
    case generic
}
