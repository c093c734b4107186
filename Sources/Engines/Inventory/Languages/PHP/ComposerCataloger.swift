import Bytes

/// Composer's lock file, and its record of what it installed, versions 1 and 2.
struct ComposerCataloger: ListingCataloger {
    let type = PackageType.composer
    let interest = FileInterest(names: ["composer.lock", "installed.json"])

    func list(_ file: borrowing CatalogedFile, in listing: inout Listing) throws(InventoryProblem) {
        let isRecord = file.name == "installed.json"
        guard isRecord ? file.parent == "composer" : !file.isBelow("vendor") else { return }
        let document = try file.json()
        let packages = isRecord && document["packages"].isMissing ? document : document["packages"]
        for package in packages.elements + (isRecord ? [] : document["packages-dev"].elements) {
            guard let name = package["name"].string, let version = package["version"].string else { continue }
            listing.add(
                path: name, version: version, licenses: package["license"].elements.compactMap(\.string))
        }
    }
}
