import Bytes

/// Pipenv's `Pipfile.lock`.
struct PipfileLockCataloger: ListingCataloger {
    let type = PackageType.pypi
    let interest = FileInterest(names: ["Pipfile.lock"])

    func list(_ file: borrowing CatalogedFile, in listing: inout Listing) throws(InventoryProblem) {
        for (section, packages) in try file.json().members where section != "_meta" {
            for (name, package) in packages.members {
                // What comes from a repository or a directory has no version here.
                guard let version = package["version"].string, version.hasPrefix("==") else { continue }
                listing.add(name: PythonName.normalized(name), version: String(version.dropFirst(2)))
            }
        }
    }
}
