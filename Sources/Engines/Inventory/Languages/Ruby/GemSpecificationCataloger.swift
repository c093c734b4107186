/// Installed gems: the specifications that RubyGems writes, read as text and never run.
struct GemSpecificationCataloger: ListingCataloger {
    private static let textLimit = 4 << 20

    let type = PackageType.gem
    let interest = FileInterest(suffixes: [".gemspec"])

    func list(_ file: borrowing CatalogedFile, in listing: inout Listing) throws(InventoryProblem) {
        // Others are the sources of gems; Ruby's own stand in `specifications/default`.
        guard file.parent == "specifications" || file.grandparent == "specifications" else { return }
        var (name, version, licenses): (String?, String?, [String]) = (nil, nil, [])
        let text = String(decoding: try file.text(limit: Self.textLimit), as: UTF8.self)
        for line in text.split(whereSeparator: \.isNewline) {
            guard let (field, value) = Self.assignment(line) else { continue }
            switch field {
            case "name": name = name ?? Self.strings(value).first
            case "version": version = version ?? Self.strings(value).first
            case "license", "licenses": licenses = Self.strings(value)
            default: break
            }
        }
        guard let name, let version else {
            throw file.problem("the specification of a gem lacks its name or version")
        }
        listing.add(name: name, version: version, licenses: licenses)
    }

    /// Reads `s.field = value`.
    private static func assignment(_ line: Substring) -> (field: Substring, value: Substring)? {
        guard let equals = line.firstIndex(of: "="), let dot = line[..<equals].firstIndex(of: ".") else {
            return nil
        }
        let field = line[line.index(after: dot)..<equals].filter { $0 != " " }
        return (field[...], line[line.index(after: equals)...])
    }

    /// What stands in quotes, as in `["MIT".freeze]`.
    private static func strings(_ value: Substring) -> [String] {
        var result: [String] = []
        var rest = value
        while let start = rest.firstIndex(where: { $0 == "\"" || $0 == "'" }) {
            let inner = rest[rest.index(after: start)...]
            guard let end = inner.firstIndex(of: rest[start]) else { break }
            result.append(String(inner[..<end]))
            rest = inner[inner.index(after: end)...]
        }
        return result
    }
}
