/// Installed Python packages: `*.dist-info/METADATA` (PEP 376), `*.egg-info` and eggs that stay packed.
struct PythonMetadataCataloger: ListingCataloger {
    private static let textLimit = 1 << 20

    let type = PackageType.pypi
    let interest = FileInterest(names: ["METADATA", "PKG-INFO"], suffixes: [".egg-info", ".egg"])

    func list(_ file: borrowing CatalogedFile, in listing: inout Listing) throws(InventoryProblem) {
        if file.name.hasSuffix(".egg") { return try listEgg(file, in: &listing) }
        let parent = file.parent.lowercased()
        let isInstalled: Bool =
            switch file.name {
            case "METADATA": parent.hasSuffix(".dist-info")
            case "PKG-INFO": parent.hasSuffix(".egg-info") || parent == "egg-info"
            default: file.name.hasSuffix(".egg-info")
            }
        guard isInstalled else { return }
        guard Self.add(Header(file.content, limit: Self.textLimit, joint: " "), to: &listing, place: nil)
        else {
            throw file.problem("the metadata of a Python package lack its name or version")
        }
    }

    private func listEgg(_ file: borrowing CatalogedFile, in listing: inout Listing) throws(InventoryProblem)
    {
        let wanted = "EGG-INFO/PKG-INFO"
        let budget = UnpackingBudget()
        do throws(ZipProblem) {
            let archive = try ZipArchive(file.content, budget: budget) { $0.elementsEqual(wanted.utf8) }
            guard let archive, let entry = archive.entries.first else { return }
            try archive.withContent(of: entry, limit: Self.textLimit, budget: budget) { content in
                _ = Self.add(Header(content, limit: Self.textLimit, joint: " "), to: &listing, place: nil)
            }
        } catch { throw file.problem(error.reason) }
    }

    private static func add(_ header: Header, to listing: inout Listing, place: String?) -> Bool {
        guard let name = header["Name"], let version = header["Version"] else { return false }
        listing.add(
            name: PythonName.normalized(name), version: version, licenses: licenses(header), place: place)
        return true
    }

    /// The licence's expression, else its name, else those of the classifiers (Core Metadata 2.4).
    private static func licenses(_ header: Header) -> [String] {
        if let expression = header["License-Expression"] { return [expression] }
        // Some put the licence's whole text there.
        if let name = header["License"], name != "UNKNOWN", name.utf8.count <= 100 { return [name] }
        return header.all("Classifier").filter { $0.hasPrefix("License ::") }
            .compactMap { $0.split(separator: "::").last.map { String($0.drop { $0 == " " }) } }
    }
}
