/// The readers of one inventory: those of the distributions' own files, and catalogers.
struct CatalogSet: Sendable {
    private let catalogers: [any Cataloger]
    /// Who wants which file; the distributions' reader is the first.
    let index: InterestIndex

    /// The reader of the distributions' own files.
    static let system: UInt64 = 1

    init(_ catalogers: [any Cataloger]) {
        self.catalogers = catalogers
        index = InterestIndex([SystemFile.interest] + catalogers.map(\.interest))
    }

    /// Whether any file but the distributions' own is wanted.
    var hasCatalogers: Bool { !catalogers.isEmpty }

    /// What names the readers' interests: another set of readers finds other things.
    var signature: String {
        catalogers.map { cataloger in
            let interest = cataloger.interest
            let lists = [interest.names, interest.suffixes, interest.paths, interest.directories]
            return "\(type(of: cataloger)) \(lists.map { $0.sorted() }) \(interest.wantsPrograms)"
        }.joined(separator: "\n")
    }

    /// What a file tells the readers that want it.
    func findings(
        _ path: String, _ content: UnsafeRawBufferPointer, readers: UInt64,
        log: UnsafeRawBufferPointer? = nil,
        keeping selection: OwnedSelection
    ) -> FileFindings {
        var findings = FileFindings(path: path)
        if readers & Self.system != 0, let file = SystemFile(path) {
            findings = SystemReader.findings(file, path, content, log: log, keeping: selection)
        }
        for (number, cataloger) in catalogers.enumerated() where readers & 2 << UInt64(number) != 0 {
            var packages: [Package] = []
            do throws(InventoryProblem) {
                try cataloger.catalog(CatalogedFile(path: path, content: content), into: &packages)
            } catch {
                findings.problems.append(error)
            }
            for index in packages.indices where packages[index].locations.isEmpty {
                packages[index].locations = [Package.Location(path: path)]
            }
            findings.packages += packages
        }
        return findings
    }

    /// Who wants a program of some content.
    func readersOfProgram(_ content: UnsafeRawBufferPointer) -> UInt64 {
        guard index.programs != 0, content.starts(with: ProgramProbe.magic) else { return 0 }
        let isWanted = ProgramProbe.isWanted(size: content.count) { offset, count in
            guard offset >= 0, offset < content.count else { return [] }
            return Array(content[offset..<min(content.count, offset + count)])
        }
        return isWanted ? index.programs : 0
    }
}
