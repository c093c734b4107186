import Bytes

/// Cargo's lock file, versions 1 to 4.
struct CargoLockCataloger: ListingCataloger {
    let type = PackageType.cargo
    let interest = FileInterest(names: ["Cargo.lock"])

    func list(_ file: borrowing CatalogedFile, in listing: inout Listing) throws(InventoryProblem) {
        for crate in try file.toml()["package"]?.array ?? [] {
            guard let name = crate["name"]?.string, let version = crate["version"]?.string else { continue }
            listing.add(name: name, version: version)
        }
    }
}
