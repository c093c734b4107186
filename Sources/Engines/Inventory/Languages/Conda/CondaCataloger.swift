import Bytes

/// What conda installed: one record a package in `conda-meta`.
struct CondaCataloger: ListingCataloger {
    let type = PackageType.conda
    let interest = FileInterest(parents: ["conda-meta"])

    func list(_ file: borrowing CatalogedFile, in listing: inout Listing) throws(InventoryProblem) {
        guard file.parent == "conda-meta", file.name.hasSuffix(".json") else { return }
        let record = try file.json()
        // Other records about the environment stand beside those of packages.
        guard let name = record["name"].string, let version = record["version"].string else { return }
        listing.add(name: name, version: version, licenses: record["license"].string.map { [$0] } ?? [])
    }
}
