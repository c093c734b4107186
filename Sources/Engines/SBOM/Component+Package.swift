import Inventory
import PackageURLs

extension Component {
    /// Adds to a package, which its URL named, what the component says besides.
    func complete(_ package: inout Package) {
        restoreNames(&package)
        if package.version.isEmpty { package.version = version }
        package.vendor = vendor
        for license in licenses where !package.licenses.contains(license) { package.licenses.append(license) }

        var source = SourceParts()
        var locations: [String: (path: String?, layer: String?)] = [:]
        for property in properties {
            let value = property.value
            switch property.name {
            case PropertyName.sourceName: source.name = value
            case PropertyName.sourceVersion: source.version = value
            case PropertyName.sourceRelease: source.release = value
            case PropertyName.sourceEpoch: source.epoch = value
            case PropertyName.syftSource, PropertyName.syftOrigin: source.syftName = value
            case PropertyName.syftSourceVersion: source.syftVersion = value
            case PropertyName.module, PropertyName.syftModule:
                package.module = value == "(none)" ? nil : value
            case PropertyName.filePath: locations["trivy", default: (nil, nil)].path = value
            case PropertyName.layer: locations["trivy", default: (nil, nil)].layer = value
            case PropertyName.owner: package.owner = value
            case PropertyName.namespace: package.namespace = value
            case PropertyName.name: package.name = value
            case PropertyName.architecture: package.architecture = value
            case PropertyName.version: package.version = value
            case PropertyName.type: package.type = PackageType(rawValue: value) ?? package.type
            default:
                guard property.name.hasPrefix(PropertyName.location) else { continue }
                let rest = property.name.dropFirst(PropertyName.location.count)
                guard let colon = rest.firstIndex(of: ":") else { continue }
                let number = String(rest[..<colon])
                switch rest[rest.index(after: colon)...] {
                case "path": locations[number, default: (nil, nil)].path = value
                case "layerID": locations[number, default: (nil, nil)].layer = value
                default: break
                }
            }
        }
        if let told = source.source(for: package) { package.source = told }
        if package.source == Package.Source(name: package.name, version: package.version) {
            package.source = nil
        }
        let isOwn = locations.count > 1 || locations["trivy"] == nil
        for (key, location) in locations where !isOwn || key != "trivy" {
            guard let path = location.path, !path.isEmpty else { continue }
            let isRooted = path.utf8.first == UInt8(ascii: "/")
            package.locations.append(
                Package.Location(path: isRooted ? String(path.dropFirst()) : path, layer: location.layer))
        }
        package.locations.sort()
    }

    /// Package URLs lose the case of letters: the component's own name has it.
    private func restoreNames(_ package: inout Package) {
        guard !name.isEmpty, !package.type.isOfDistribution else { return }
        let separator = package.type == .maven ? ":" : "/"
        let full = [group, name].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: separator)
        let known = package.fullName
        guard full != known else { return }
        let isSame =
            package.type == .pypi
            ? PackageURL.pythonName(full) == PackageURL.pythonName(known)
            : full.lowercased() == known.lowercased()
        guard isSame else { return }
        if package.type == .pypi || package.namespace == nil {
            package.name = full
        } else if let cut = full.lastIndex(where: { $0 == "/" || $0 == ":" }) {
            package.namespace = String(full[..<cut])
            package.name = String(full[full.index(after: cut)...])
        }
    }
}

/// The source package in the pieces that tools write.
private struct SourceParts {
    var name: String?
    var version: String?
    var release: String?
    var epoch: String?
    var syftName: String?
    var syftVersion: String?

    func source(for package: Package) -> Package.Source? {
        if let name {
            var text = version ?? ""
            if let epoch, epoch != "0" { text = "\(epoch):\(text)" }
            if let release { text += "-\(release)" }
            return Package.Source(name: name, version: text.isEmpty ? package.version : text)
        }
        return syftName.map { Package.Source(name: $0, version: syftVersion ?? package.version) }
    }
}
