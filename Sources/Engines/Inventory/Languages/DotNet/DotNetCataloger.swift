import Bytes

/// .NET: the `deps.json` beside a built program, and NuGet's record and lock files of a project.
struct DotNetCataloger: ListingCataloger {
    let type = PackageType.nuget
    let interest = FileInterest(
        names: ["packages.lock.json", "project.assets.json"], suffixes: [".deps.json"])

    func list(_ file: borrowing CatalogedFile, in listing: inout Listing) throws(InventoryProblem) {
        let document = try file.json()
        guard file.name == "packages.lock.json" else { return Self.listLibraries(document, in: &listing) }
        for (_, framework) in document["dependencies"].members {
            for (name, package) in framework.members where package["type"].string != "Project" {
                guard let version = package["resolved"].string else { continue }
                listing.add(name: name, version: version)
            }
        }
    }

    /// Reads `"Name/1.0": {"type": "package"}`; other types are the project's own and what its machine has.
    private static func listLibraries(_ document: JSONView, in listing: inout Listing) {
        for (key, library) in document["libraries"].members {
            guard ["package", "runtimepack"].contains(library["type"].string?.lowercased() ?? ""),
                let slash = key.lastIndex(of: "/")
            else { continue }
            var name = key[..<slash]
            // A framework that is shipped with the program stands under the name of a pack of it.
            if name.hasPrefix("runtimepack.") { name = name.dropFirst("runtimepack.".count) }
            listing.add(name: String(name), version: String(key[key.index(after: slash)...]))
        }
    }
}
