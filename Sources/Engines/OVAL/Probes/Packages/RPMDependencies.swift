import Host
import RPM
import VersionOrder

/// Whether installed packages have what they require from each other, as `rpm --verify` asks.
final class RPMDependencies {
    private let host: Host
    private let packages: [RPMPackage]
    /// What is provided, by name: with a version to compare, or nil where none is given.
    private lazy var provided: [String: [String?]] = {
        var provided: [String: [String?]] = [:]
        for package in packages {
            for capability in package.provides {
                provided[capability.name, default: []].append(capability.evr)
            }
        }
        return provided
    }()
    private lazy var files = Set(packages.lazy.flatMap(\.files).map(\.path))

    init(host: Host, packages: [RPMPackage]) {
        self.host = host
        self.packages = packages
    }

    /// Whether everything that a package requires is there; nil when a requirement is an expression
    /// (`(a or b)`), which is not worked out here, and nothing else is missing.
    func areMet(_ package: RPMPackage) -> Bool? {
        var isUndecided = false
        for requirement in package.requires {
            // What `rpmlib(…)` names is in the program that installed the package, not in a package.
            if requirement.name.hasPrefix("rpmlib(") { continue }
            if requirement.name.hasPrefix("(") {
                isUndecided = true
            } else if !isMet(requirement) {
                return false
            }
        }
        return isUndecided ? nil : true
    }

    private func isMet(_ requirement: RPMCapability) -> Bool {
        if provided[requirement.name]?.contains(where: { requirement.overlaps($0) }) == true { return true }
        guard requirement.name.hasPrefix("/") else { return false }
        if files.contains(requirement.name) { return true }
        // `/bin/sh` is `/usr/bin/sh` where the one directory is a link to the other.
        let path = try? host.canonicalPath(of: HostPath(requirement.name).split.directory)
        guard let path else { return false }
        return files.contains(path.appending(HostPath(requirement.name).split.name).description)
    }
}

extension RPMCapability {
    /// Whether something provided, with or without a version, is in the range that is required.
    fileprivate func overlaps(_ provided: String?) -> Bool {
        guard let evr, let provided else { return true }
        let order = Self.order(provided, evr)
        return order < 0 && comparison.contains(.less) || order > 0 && comparison.contains(.greater)
            || order == 0 && comparison.contains(.equal)
    }

    /// A version without a release is in every release of it.
    private static func order(_ provided: String, _ required: String) -> Int {
        if required.contains("-"), provided.contains("-") {
            return VersionScheme.rpm.compare(provided, required)
        }
        func withoutRelease(_ text: String) -> String {
            text.firstIndex(of: "-").map { String(text[..<$0]) } ?? text
        }
        return VersionScheme.rpm.compare(withoutRelease(provided), withoutRelease(required))
    }
}
