/// Bundler's lock file.
struct GemfileLockCataloger: ListingCataloger {
    let type = PackageType.gem
    let interest = FileInterest(names: ["Gemfile.lock", "gems.locked"])

    func list(_ file: borrowing CatalogedFile, in listing: inout Listing) throws(InventoryProblem) {
        var isInSpecifications = false
        var isForeign = false
        for line in try file.text().split(whereSeparator: \.isNewline) {
            if line.utf8.first != 0x20 {
                // What stands under PATH is a part of the project itself.
                isForeign = ["GEM", "GIT", "PLUGIN SOURCE"].contains(line)
                isInSpecifications = false
            } else if line == "  specs:" {
                isInSpecifications = true
            } else if isForeign, isInSpecifications, line.hasPrefix("    "),
                line.utf8.dropFirst(4).first != 0x20,
                let open = line.firstRange(of: " ("), line.hasSuffix(")")
            {
                // The version of a gem for one platform has that behind a hyphen.
                let version = line[open.upperBound...].dropLast().prefix { $0 != "-" }
                listing.add(name: String(line[..<open.lowerBound].dropFirst(4)), version: String(version))
            }
        }
    }
}
