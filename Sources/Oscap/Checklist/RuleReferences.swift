import SCAP
import XCCDF
import XML

/// The rules that `--reference NAME:ID` means, such as `nist:AC-2`.
struct RuleReferences {
    let session: ChecklistSession

    private struct Done: Error {}

    /// The rules among those of the profile; the benchmark says which document a name stands for.
    func rules(_ text: String) throws(Failure) -> Set<String> {
        guard let colon = text.firstIndex(of: ":") else {
            throw Failure("'\(text)' is no reference: it must be the name of a document, a colon and an id.")
        }
        let (name, id) = (String(text[..<colon]), String(text[text.index(after: colon)...]))
        let documents = try DocumentBytes.caught { try self.documents() }
        guard let href = documents.first(where: { $0.name == name })?.href else {
            let known = documents.map(\.name).joined(separator: ", ")
            throw Failure(
                "Reference '\(name)' not found in the benchmark; it has \(known.isEmpty ? "none" : known).")
        }
        let benchmark = session.content.benchmark
        let matches = benchmark.rules.indices.filter { index in
            session.profile.ruleIsSelected[index]
                && benchmark.rules[index].item.references.contains { $0.href == href && $0.text == id }
        }
        guard !matches.isEmpty else {
            throw Failure("No rule of the profile has the reference '\(text)'.")
        }
        return Set(matches.map { benchmark.rules[$0].id })
    }

    /// The documents that the benchmark names; they stand before its rules.
    private func documents() throws -> [(name: String, href: String)] {
        var documents: [(name: String, href: String)] = []
        do {
            try XMLReader(session.content.benchmarkSource()).forEachChild { child in
                switch child.localName {
                case "reference":
                    let href = child.attribute("href") ?? ""
                    documents.append((try child.text(), href))
                case "Profile", "Group", "Rule", "Value": throw Done()
                default: break
                }
            }
        } catch is Done {}
        return documents
    }
}
