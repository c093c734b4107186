/// Go programs: their modules, the module that they are, and Go's own library.
struct GoProgramCataloger: ListingCataloger {
    let type = PackageType.golang
    let interest = FileInterest(wantsPrograms: true)

    func list(_ file: borrowing CatalogedFile, in listing: inout Listing) throws(InventoryProblem) {
        guard let image = ElfImage(file.content) else { return }
        let found: GoBuildInfo?
        do throws(GoBuildInfo.Damage) { found = try GoBuildInfo(image) } catch {
            throw file.problem("Go's build information is damaged")
        }
        guard let info = found else { return }
        if let version = Self.release(info.goVersion) { listing.add(name: "stdlib", version: version) }
        let modules = GoModules(info.modules)
        if let main = modules.main {
            listing.add(
                path: main.path, version: main.version.isEmpty ? modules.linkedVersion ?? "" : main.version)
        }
        for one in modules.dependencies { listing.add(path: one.path, version: one.version) }
    }

    /// `1.22.4` of `go1.22.4 X:strictfipsruntime`; what was built from no release has no version.
    static func release(_ text: String) -> String? {
        let word = text.prefix { $0 != " " }
        guard word.hasPrefix("go"), word.dropFirst(2).first?.isNumber == true else { return nil }
        return String(word.dropFirst(2).prefix { $0 != "-" && $0 != "+" })
    }
}
