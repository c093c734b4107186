import Bytes
import Host
import YAML

/// Rules and profiles of CEL expressions, as a bundle's `celContentFile` holds them: one YAML document with the
/// lists `rules` and `profiles` (Compliance Operator, "CEL Scanner Support for the Rule CRD").
struct ExpressionContent: Sendable {
    /// A rule of the file.
    struct Entry: Sendable {
        var rule: ExpressionRule
        /// The inputs as they stand in the file.
        var inputs: JSON
        /// The variables that the rule depends on.
        var variables: [String]
        /// The controls of standards that the rule serves, by the standard's name.
        var controls: [String: [String]]
    }

    /// A profile of the file.
    struct Profile: Sendable {
        var name: String
        var id: String
        var title: String
        var description: String
        /// The names of its rules.
        var rules: [String]
        /// The variables that its rules read.
        var values: [String]
    }

    private(set) var rules: [Entry] = []
    private(set) var profiles: [Profile] = []

    /// The largest file that is read, in bytes.
    static let fileLimit = 16 << 20

    /// Reads a file.
    ///
    /// - Throws: ``UnreadableContent``, which names the file and the place in it.
    init(path: String) throws(UnreadableContent) {
        let bytes: [UInt8]
        do throws(HostError) { bytes = try Host().read(HostPath(path), limit: Self.fileLimit) } catch {
            throw UnreadableContent(description: "\(error)")
        }
        try self.init(bytes: bytes, file: path)
    }

    /// Reads the text of a file.
    init(bytes: [UInt8], file: String) throws(UnreadableContent) {
        let documents: [JSON]
        do throws(YAMLError) { documents = try YAML.parse(bytes: bytes, file: file) } catch {
            throw UnreadableContent(description: "\(error)")
        }
        guard documents.count == 1, let document = documents.first, document.object != nil else {
            throw UnreadableContent(
                description: "\(file): one document with the lists rules and profiles is expected")
        }
        do throws(Misfit) {
            var names: Set<String> = []
            for (index, rule) in try Self.list("rules", of: document).enumerated() {
                rules.append(try Self.rule(rule, at: "rules[\(index)]", &names))
            }
            var profileNames: Set<String> = []
            for (index, profile) in try Self.list("profiles", of: document).enumerated() {
                profiles.append(
                    try Self.profile(profile, at: "profiles[\(index)]", knowing: names, &profileNames))
            }
        } catch { throw UnreadableContent(description: "\(file): \(error.sentence)") }
    }

    /// What does not fit, with its place in the document.
    private struct Misfit: Error { var sentence: String }

    private static func list(_ member: String, of document: JSON) throws(Misfit) -> [JSON] {
        guard let value = document[member], !value.isNull else { return [] }
        guard let list = value.array else { throw Misfit(sentence: "\(member) is no list") }
        return list
    }

    private static func rule(
        _ entry: JSON, at place: String, _ names: inout Set<String>
    ) throws(Misfit) -> Entry {
        let name = try name(of: entry, at: place, &names)
        let rule = ExpressionRule(name: name, payload: entry)
        if rule.expression.isEmpty { throw Misfit(sentence: "\(place).expression is missing") }
        if !["", "Platform"].contains(rule.text("checkType")) {
            throw Misfit(
                sentence: "\(place).checkType: \"\(rule.text("checkType"))\": expressions are about the "
                    + "Platform only")
        }
        if let problem = rule.problem(at: place) { throw Misfit(sentence: problem) }
        var controls: [String: [String]] = [:]
        for (standard, numbers) in entry["controls"]?.object ?? JSONObject() {
            controls[standard] = numbers.array?.compactMap(\.string) ?? []
        }
        return Entry(
            rule: rule, inputs: entry["inputs"] ?? [], variables: texts("variables", of: entry),
            controls: controls)
    }

    private static func profile(
        _ entry: JSON, at place: String, knowing rules: Set<String>, _ names: inout Set<String>
    ) throws(Misfit) -> Profile {
        let name = try name(of: entry, at: place, &names)
        if let type = entry["productType"]?.string, !["", "Platform"].contains(type) {
            throw Misfit(
                sentence: "\(place).productType: \"\(type)\": expressions are about the Platform only")
        }
        let selected = texts("rules", of: entry)
        if selected.isEmpty { throw Misfit(sentence: "\(place).rules: at least one rule is needed") }
        for rule in selected where !rules.contains(rule) {
            throw Misfit(sentence: "\(place).rules: the rule \"\(rule)\" is not in the file")
        }
        let title = entry["title"]?.string ?? ""
        return Profile(
            name: name, id: entry["id"]?.string ?? name, title: title.isEmpty ? name : title,
            description: entry["description"]?.string ?? "", rules: selected,
            values: texts("values", of: entry))
    }

    /// A name becomes a part of objects' names.
    private static func name(
        of entry: JSON, at place: String, _ names: inout Set<String>
    ) throws(Misfit) -> String {
        guard let name = entry["name"]?.string, !name.isEmpty else {
            throw Misfit(sentence: "\(place).name is missing")
        }
        guard name.utf8.count <= 200, ComplianceNames.dnsName(name) == name else {
            throw Misfit(
                sentence:
                    "\(place).name: \"\(name.prefix(80))\" is no name of lower-case letters, digits and -")
        }
        guard names.insert(name).inserted else {
            throw Misfit(sentence: "\(place).name: \"\(name)\" is given twice")
        }
        return name
    }

    private static func texts(_ member: String, of entry: JSON) -> [String] {
        entry[member]?.array?.compactMap(\.string) ?? []
    }
}
