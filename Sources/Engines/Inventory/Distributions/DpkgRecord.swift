import Host

/// Packages as dpkg records them: in `status`, in the single files of an image without dpkg, and in opkg's.
enum DpkgRecord {
    /// The packages of which files are on the machine.
    static func packages(_ content: UnsafeRawBufferPointer) -> [Package] {
        var packages: [Package] = []
        content.withMemoryRebound(to: UInt8.self) { bytes in
            Deb822.forEachStanza(in: bytes) { stanza in
                if let package = package(stanza) { packages.append(package) }
            }
        }
        return packages
    }

    private static func package(_ stanza: Deb822.Stanza) -> Package? {
        guard let found = DpkgPackage(stanza), !found.version.isEmpty else { return nil }
        // The single files of distroless images have no state: what is not there has none.
        guard found.status.isEmpty || found.isInstalled else { return nil }
        var package = Package(type: .deb, name: found.name, version: found.version)
        package.architecture = found.architecture.isEmpty ? nil : found.architecture
        package.source = stanza["Source"].flatMap { source($0, of: found) }
        return package
    }

    /// The field `Source`: a name, and the version in brackets when it is another one (Debian Policy, 5.6.1).
    private static func source(_ field: String, of package: DpkgPackage) -> Package.Source? {
        let parts = field.split(separator: " ", maxSplits: 1)
        guard let name = parts.first else { return nil }
        var version = package.version
        if parts.count == 2, parts[1].first == "(", let end = parts[1].firstIndex(of: ")") {
            version = String(parts[1].dropFirst().prefix(upTo: end))
        }
        if name == package.name, version == package.version { return nil }
        return Package.Source(name: String(name), version: version)
    }
}
