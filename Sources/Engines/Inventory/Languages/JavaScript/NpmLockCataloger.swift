import Bytes

/// npm's lock files, versions 1 to 3.
struct NpmLockCataloger: ListingCataloger {
    let type = PackageType.npm
    let interest = FileInterest(names: ["package-lock.json", "npm-shrinkwrap.json"])

    func list(_ file: borrowing CatalogedFile, in listing: inout Listing) throws(InventoryProblem) {
        // What is in an installed package's own lock file was not installed with it.
        guard !file.isBelow("node_modules") else { return }
        let document = try file.json()
        let packages = document["packages"]
        if packages.isMissing { return Self.list(document["dependencies"], in: &listing) }
        for (path, package) in packages.members {
            // A place outside of node_modules is a part of the project itself, and links lead there.
            guard let folder = path.ranges(of: "node_modules/").last, package["link"].bool != true,
                let version = package["version"].string
            else { continue }
            listing.add(path: package["name"].string ?? String(path[folder.upperBound...]), version: version)
        }
    }

    /// Version 1 nests what is installed below what needs it.
    private static func list(_ dependencies: JSONView, in listing: inout Listing) {
        for (name, package) in dependencies.members {
            if let version = package["version"].string {
                let (name, version) = resolved(name, version)
                if let version { listing.add(path: name, version: version) }
            }
            list(package["dependencies"], in: &listing)
        }
    }

    /// Reads `npm:other@1.0`; no version for what comes from elsewhere than a registry.
    private static func resolved(_ name: String, _ version: String) -> (String, String?) {
        if version.hasPrefix("npm:"), let at = version.lastIndex(of: "@"), at > version.startIndex {
            return (String(version[..<at].dropFirst(4)), String(version[version.index(after: at)...]))
        }
        return (name, version.contains(":") || version.contains("/") ? nil : version)
    }
}
