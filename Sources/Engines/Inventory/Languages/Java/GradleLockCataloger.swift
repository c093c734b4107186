/// Gradle's lock files: `group:artifact:version=configurations`, one a line.
struct GradleLockCataloger: ListingCataloger {
    let type = PackageType.maven
    let interest = FileInterest(names: ["gradle.lockfile", "buildscript-gradle.lockfile"])

    func list(_ file: borrowing CatalogedFile, in listing: inout Listing) throws(InventoryProblem) {
        for line in try file.text().split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
            let parts = line.prefix { $0 != "=" }.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 3 else { continue }
            listing.add(namespace: String(parts[0]), name: String(parts[1]), version: String(parts[2]))
        }
    }
}
