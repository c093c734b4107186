/// A Maven project's `pom.xml`: the project and the dependencies whose version the file itself tells.
struct MavenModelCataloger: ListingCataloger {
    let type = PackageType.maven
    let interest = FileInterest(names: ["pom.xml"])

    func list(_ file: borrowing CatalogedFile, in listing: inout Listing) throws(InventoryProblem) {
        let model: MavenModel
        let text = try file.text(limit: CatalogedFile.yamlLimit)
        do { model = try MavenModel(text, name: "XML") } catch { throw file.problem("\(error)") }
        if let own = model.coordinates {
            listing.add(namespace: own.group, name: own.artifact, version: own.version)
        }
        for one in model.dependencies {
            listing.add(namespace: one.group, name: one.artifact, version: one.version)
        }
    }
}
