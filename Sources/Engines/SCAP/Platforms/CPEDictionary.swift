import XCCDF
import XML

/// Platforms and the checks that recognise them (CPE Dictionary 2.3, NISTIR 7697, and 2.0 to 2.2 before it).
public struct CPEDictionary: Sendable {
    /// A platform.
    public struct Entry: Sendable {
        /// The name.
        public let name: CPEName
        /// The name as it is written.
        public let text: String
        /// The name for people; empty when not said.
        public let title: String
        /// Whether other names have taken its place.
        public let isDeprecated: Bool
        /// What shows that a machine is that platform.
        public let checks: [CheckFact]
    }

    /// The platforms in document order.
    public private(set) var entries: [Entry] = []

    init(entries: [Entry]) { self.entries = entries }

    /// Reads the `cpe-list` element on which the reader stands.
    public init(reader: XMLReader) throws {
        try reader.forEachChild { item in
            guard item.localName == "cpe-item" else { return }
            let deprecation = item.attribute("deprecated")
            var text = item.attribute("name") ?? ""
            var title = ""
            var checks: [CheckFact] = []
            try item.forEachChild { child in
                switch child.localName {
                case "check":
                    let system = child.attribute("system") ?? ""
                    let href = child.attribute("href") ?? ""
                    let id = try child.text().filter { !$0.isWhitespace }
                    checks.append(CheckFact(system: system, href: href, id: id))
                // The extension of 2.3 says more than the old name can.
                case "cpe23-item": text = child.attribute("name") ?? text
                case "title" where title.isEmpty: title = try child.text()
                default: break
                }
            }
            guard let name = CPEName(text) else { return }
            entries.append(
                Entry(
                    name: name, text: text, title: title,
                    isDeprecated: deprecation == "true" || deprecation == "1", checks: checks))
        }
    }

    /// The checks of every platform that a name covers.
    func checks(recognising name: CPEName) -> [CheckFact] {
        entries.filter { name.covers($0.name) }.flatMap(\.checks)
    }
}
