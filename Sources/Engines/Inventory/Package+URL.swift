public import PackageURLs

extension Package {
    /// The package URL; nil when the package has no name or its type needs what it lacks.
    ///
    /// Names that the specification writes in lower case, such as Go's, are so in the URL and not in the package.
    ///
    /// - Parameter distribution: The system that the package is installed on; it names who judges a distribution's
    ///   packages.
    public func url(of distribution: Distribution?) -> PackageURL? {
        var qualifiers: [String: String] = [:]
        var namespace = namespace
        var version = version
        switch type {
        case .deb, .rpm, .apk:
            namespace = distribution?.urlNamespace
            qualifiers["arch"] = architecture
            if let distribution {
                let release =
                    distribution.version.isEmpty ? distribution.codename ?? "" : distribution.version
                qualifiers["distro"] = release.isEmpty ? distribution.id : "\(distribution.id)-\(release)"
            }
            qualifiers["upstream"] = source.map(upstream)
        case .gem: qualifiers["platform"] = architecture
        case .conda: qualifiers["subdir"] = architecture
        default: qualifiers["arch"] = architecture
        }
        if type == .rpm {
            // purl-spec, types/rpm-definition: the epoch is a qualifier; in deb's it is a part of the version.
            let parts = EpochVersion(version)
            version = parts.rest
            qualifiers["epoch"] = parts.epoch
            qualifiers["rpmmod"] = module
        }
        return try? PackageURL(
            type: type.rawValue, namespace: namespace, name: name, version: version, qualifiers: qualifiers)
    }

    /// The package that a URL names; nil for a type that no list has.
    ///
    /// What syft and trivy write otherwise than the specification is understood too: Debian's epoch as a qualifier,
    /// the source as `upstream`, RPM's module as `modularitylabel`, a part of a Go module's path as subpath.
    public init?(_ url: PackageURL) {
        guard let type = PackageType(rawValue: url.type) else { return nil }
        self.init(
            type: type, namespace: type.isOfDistribution ? nil : url.namespace, name: url.name,
            version: url.version ?? "")
        if type == .golang, let subpath = url.subpath {
            let path = [namespace, name, subpath].compactMap { $0 }.joined(separator: "/")
            let cut = path.lastIndex(of: "/") ?? path.startIndex
            namespace = String(path[..<cut])
            name = String(path[path.index(after: cut)...])
        }
        if type == .rpm || type == .deb, let epoch = url.qualifiers["epoch"], epoch != "0",
            EpochVersion(version).epoch == nil
        {
            version = "\(epoch):\(version)"
        }
        let archKey =
            switch type {
            case .gem: "platform"
            case .conda: "subdir"
            default: "arch"
            }
        architecture = url.qualifiers[archKey]
        if type == .rpm { module = url.qualifiers["rpmmod"] ?? url.qualifiers["modularitylabel"] }
        if type.isOfDistribution, let upstream = url.qualifiers["upstream"] {
            source = Source(upstream: upstream, of: self)
        }
    }

    /// The value of the qualifier `upstream`, as syft writes it.
    private func upstream(_ source: Source) -> String {
        if type == .rpm { return "\(source.name)-\(EpochVersion(source.version).rest).src.rpm" }
        return source.version == version ? source.name : "\(source.name)@\(source.version)"
    }
}

extension Package.Source {
    /// Reads the qualifier `upstream`: `NAME`, `NAME@VERSION` or `NAME-VERSION-RELEASE.src.rpm`; nil when it is the
    /// package itself.
    init?(upstream: String, of package: Package) {
        self.init(name: upstream, version: package.version)
        for suffix in [".src.rpm", ".nosrc.rpm"] where upstream.hasSuffix(suffix) {
            let parts = upstream.dropLast(suffix.count).split(
                separator: "-", omittingEmptySubsequences: false)
            guard parts.count > 2 else { continue }
            name = parts.dropLast(2).joined(separator: "-")
            let told = parts.suffix(2).joined(separator: "-")
            // A source's file name lacks the epoch, which its packages share.
            version = told == EpochVersion(package.version).rest ? package.version : told
        }
        if name == upstream, let at = upstream.lastIndex(of: "@"), at > upstream.startIndex {
            name = String(upstream[..<at])
            version = String(upstream[upstream.index(after: at)...])
        }
        if name == package.name && version == package.version { return nil }
    }
}
