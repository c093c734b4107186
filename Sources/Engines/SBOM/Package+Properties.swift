import Inventory
import PackageURLs

extension Package {
    /// The name with what stands before it, as the type's own tools write it.
    var fullName: String {
        guard let namespace else { return name }
        return type == .maven ? "\(namespace):\(name)" : "\(namespace)/\(name)"
    }

    /// Calls `body` with each name and value that the formats have no field for.
    ///
    /// - Parameter url: The package's URL as it is written, or nil for none.
    func forEachProperty(url: PackageURL?, group: String?, _ body: (String, String) -> Void) {
        if let source {
            body(PropertyName.sourceName, source.name)
            let parts = VersionParts(source.version, isSplit: type == .deb || type == .rpm)
            body(PropertyName.sourceVersion, parts.version)
            if let release = parts.release { body(PropertyName.sourceRelease, release) }
            if let epoch = parts.epoch { body(PropertyName.sourceEpoch, epoch) }
        }
        if let module { body(PropertyName.module, module) }
        for (number, location) in locations.enumerated() {
            body("\(PropertyName.location)\(number):path", "/" + location.path)
            if let layer = location.layer { body("\(PropertyName.location)\(number):layerID", layer) }
        }
        if !type.isOfDistribution, let first = locations.first { body(PropertyName.filePath, first.path) }
        if let owner { body(PropertyName.owner, owner) }
        forEachLost(url: url, group: group, body)
    }

    /// Whether the URL of a distribution's package says all that names it: most do, and asking costs less than reading
    /// the URL.
    private func isWhole(in url: PackageURL) -> Bool {
        guard type.isOfDistribution, namespace == nil, url.name == name, architecture != "" else {
            return false
        }
        guard type == .rpm else { return url.version ?? "" == version }
        return url.qualifiers["epoch"].map { "\($0):\(url.version ?? "")" } ?? url.version ?? "" == version
    }

    /// Calls `body` with what another reader of the URL and the name would not find again.
    private func forEachLost(url: PackageURL?, group: String?, _ body: (String, String) -> Void) {
        if let url, isWhole(in: url) { return }
        var read =
            url.flatMap { Package($0) }
            ?? Package(type: .generic, namespace: nil, name: name, version: version)
        if url != nil {
            var component = Component()
            component.group = group
            component.name = group == nil ? fullName : name
            component.version = version
            component.complete(&read)
        }
        if read.type != type { body(PropertyName.type, type.rawValue) }
        if read.namespace != namespace, let namespace { body(PropertyName.namespace, namespace) }
        if read.name != name { body(PropertyName.name, name) }
        if read.version != version { body(PropertyName.version, version) }
        if read.architecture != architecture, let architecture {
            body(PropertyName.architecture, architecture)
        }
    }
}

/// A version in the pieces that trivy writes, which put together give the same again.
struct VersionParts {
    var epoch: String?
    var version: String
    var release: String?

    init(_ text: String, isSplit: Bool) {
        version = text
        guard isSplit else { return }
        let parts = EpochVersion(text)
        // An epoch that is zero, or one with zeros before it, stays where it is.
        if let epoch = parts.epoch, Int(epoch).map({ String($0) }) == epoch {
            self.epoch = epoch
            version = parts.rest
        }
        if let dash = version.lastIndex(of: "-") {
            release = String(version[version.index(after: dash)...])
            version = String(version[..<dash])
        }
    }
}
