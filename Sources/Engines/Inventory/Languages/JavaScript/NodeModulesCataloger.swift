import Bytes

/// Installed packages of npm, yarn and pnpm: the `package.json` of what stands directly in a `node_modules`.
///
/// The place decides: packages have more files of this name in them, for tests and for parts that nobody installs.
struct NodeModulesCataloger: ListingCataloger {
    let type = PackageType.npm
    let interest = FileInterest(names: ["package.json"])

    func list(_ file: borrowing CatalogedFile, in listing: inout Listing) throws(InventoryProblem) {
        guard Self.isInstalled(file.path) else { return }
        let package = try file.json()
        guard let name = package["name"].string, let version = package["version"].string, !name.isEmpty else {
            return
        }
        listing.add(path: name, version: version, licenses: Self.licenses(package))
    }

    /// Whether a path ends in `node_modules/NAME/package.json` or `node_modules/@SCOPE/NAME/package.json`.
    ///
    /// Debian installs packages into `/usr/share/nodejs` instead.
    static func isInstalled(_ path: String) -> Bool {
        var rest = path.split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
        if rest.last?.hasPrefix("@") == true { rest = rest.dropLast() }
        if rest.last == "node_modules" { return true }
        return rest.last == "nodejs" && ["share", "lib"].contains(rest.dropLast().last)
    }

    private static func licenses(_ package: JSONView) -> [String] {
        if let name = package["license"].string ?? package["license"]["type"].string { return [name] }
        return package["licenses"].elements.compactMap { $0.string ?? $0["type"].string }
    }
}
