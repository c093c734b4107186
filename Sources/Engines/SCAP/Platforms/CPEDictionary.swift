import XCCDF
import XML

/// Platforms and the checks that recognise them (CPE Dictionary 2.0 and 2.3).
struct CPEDictionary: Sendable {
    struct Entry: Sendable {
        let name: CPEName
        let checks: [CheckFact]
    }

    private(set) var entries: [Entry] = []

    /// Reads the `cpe-list` element on which the reader stands.
    init(reader: XMLReader) throws {
        try reader.forEachChild { item in
            guard item.localName == "cpe-item", let text = item.attribute("name"), let name = CPEName(text)
            else {
                return
            }
            var checks: [CheckFact] = []
            try item.forEachChild { child in
                guard child.localName == "check" else { return }
                let system = child.attribute("system") ?? ""
                let href = child.attribute("href") ?? ""
                let id = try child.text().filter { !$0.isWhitespace }
                checks.append(CheckFact(system: system, href: href, id: id))
            }
            entries.append(Entry(name: name, checks: checks))
        }
    }

    /// The checks of every platform that a name covers.
    func checks(recognising name: CPEName) -> [CheckFact] {
        entries.filter { name.covers($0.name) }.flatMap(\.checks)
    }
}
