/// A module's `go.mod`: what it requires, with replacements applied (Go Modules Reference, "go.mod files").
struct GoModuleFileCataloger: ListingCataloger {
    let type = PackageType.golang
    let interest = FileInterest(names: ["go.mod"])

    func list(_ file: borrowing CatalogedFile, in listing: inout Listing) throws(InventoryProblem) {
        // The sources of other modules tell of what these need, not of what is used here.
        guard !file.isBelow("vendor"), !file.isBelow("testdata"), !file.isBelow("pkg/mod") else { return }
        var required: [(path: String, version: String)] = []
        var replaced: [String: (path: String, version: String)] = [:]
        var block: String?
        for line in try file.text().split(whereSeparator: \.isNewline) {
            let code = line.firstRange(of: "//").map { line[..<$0.lowerBound] } ?? line
            var words = code.split { $0 == " " || $0 == "\t" }.map { Self.unquoted($0) }
            guard let first = words.first else { continue }
            if first == ")" {
                block = nil
            } else if words.count == 2, words[1] == "(" {
                block = first
            } else {
                let verb = block ?? words.removeFirst()
                if verb == "require", words.count == 2 { required.append((words[0], words[1])) }
                if verb == "replace" { Self.replace(words, in: &replaced) }
            }
        }
        for one in required {
            let other = replaced["\(one.path) \(one.version)"] ?? replaced[one.path] ?? one
            listing.add(path: other.path.isEmpty ? one.path : other.path, version: other.version)
        }
    }

    /// Reads `old [version] => new [version]`; a directory has no version, and its path names no module.
    private static func replace(
        _ words: [String], in replaced: inout [String: (path: String, version: String)]
    ) {
        guard let arrow = words.firstIndex(of: "=>"), arrow == 1 || arrow == 2, arrow + 1 < words.count else {
            return
        }
        let isModule = words.count == arrow + 3
        replaced[words[..<arrow].joined(separator: " ")] =
            (isModule ? words[arrow + 1] : "", isModule ? words[arrow + 2] : "")
    }

    private static func unquoted(_ word: Substring) -> String {
        String(
            word.count > 1 && word.first == word.last && "\"`".contains(word.first ?? " ")
                ? word.dropFirst().dropLast() : word)
    }
}
