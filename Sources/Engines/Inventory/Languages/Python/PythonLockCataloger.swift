import Bytes

/// The lock files of Poetry, uv and PDM, and the one that they have in common (PEP 751).
struct PythonLockCataloger: ListingCataloger {
    let type = PackageType.pypi
    let interest = FileInterest(names: ["poetry.lock", "uv.lock", "pdm.lock", "pylock.toml"])

    func list(_ file: borrowing CatalogedFile, in listing: inout Listing) throws(InventoryProblem) {
        let document = try file.toml()
        for package in document["package"]?.array ?? document["packages"]?.array ?? [] {
            guard let name = package["name"]?.string, let version = package["version"]?.string,
                !Self.isOwn(package["source"])
            else { continue }
            listing.add(name: PythonName.normalized(name), version: version)
        }
    }

    /// uv lists the project itself with the directory that it stands in.
    private static func isOwn(_ source: JSON?) -> Bool {
        ["virtual", "editable", "directory"].contains { source?[$0] != nil }
    }
}
