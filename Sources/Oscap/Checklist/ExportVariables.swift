import OVAL
import SCAP
import XCCDF
import XML

/// `oscap xccdf export-oval-variables`: what a profile hands to each OVAL file, as OVAL variables documents.
struct ExportVariables {
    let invocation: Invocation

    func run() throws(Failure) -> ExitStatus {
        let session = try ChecklistSession(invocation, options: [.checks])
        // The peer takes no part of an id here.
        if case .named(let name) = session.choice, session.profile.id != name {
            throw Failure(lines: ProfileSuffix.noneMatches(name, in: session.path))
        }
        try VariableDocuments(session).write()
        return .ok
    }
}

/// One document for each OVAL file and each set of values that do not contradict each other.
struct VariableDocuments {
    private let session: ChecklistSession

    init(_ session: ChecklistSession) { self.session = session }

    /// Writes the documents beside the working directory's other files, named after the OVAL file.
    func write() throws(Failure) {
        for (name, bytes) in documents() { try ResultFile(name).write(bytes) }
    }

    /// The documents with the names of their files.
    func documents() -> [(name: String, bytes: [UInt8])] {
        exports().flatMap { href, sets in
            let name = href.split(separator: "/").last.map(String.init) ?? href
            return sets.enumerated().map { ("\(name)-0.variables-\($0).xml", Self.document($1)) }
        }
    }

    private typealias Variable = (name: String, datatype: String, values: [String])

    /// A variable that gets another value than before starts another set.
    private func exports() -> [(href: String, sets: [[Variable]])] {
        var files: [(href: String, sets: [[Variable]])] = []
        let benchmark = session.content.benchmark
        for index in benchmark.rules.indices where session.profile.ruleIsSelected[index] {
            for check in benchmark.rules[index].checks.flatMap(\.parts)
            where check.system == CheckSystemURI.oval {
                guard let href = check.contents.first?.href, !check.exports.isEmpty else { continue }
                let place =
                    files.firstIndex { $0.href == href }
                    ?? {
                        files.append((href, []))
                        return files.count - 1
                    }()
                if let definitions = session.content.definitions(href) {
                    add(variables(check, definitions), to: &files[place].sets)
                }
            }
        }
        return files
    }

    /// What a check hands over, in the types that the definitions give their variables; names that they do not
    /// have are left out.
    private func variables(_ check: XCCDF.Check, _ definitions: Definitions) -> [Variable] {
        check.exports.compactMap { export in
            guard let variable = definitions.variables[export.name] else { return nil }
            let values = session.profile.values[export.valueID] ?? []
            return (export.name, variable.datatype.rawValue, values)
        }
    }

    private func add(_ variables: [Variable], to sets: inout [[Variable]]) {
        for index in sets.indices {
            let contradicts = variables.contains { variable in
                sets[index].contains { $0.name == variable.name && $0.values != variable.values }
            }
            if contradicts { continue }
            for variable in variables where !sets[index].contains(where: { $0.name == variable.name }) {
                sets[index].append(variable)
            }
            return
        }
        sets.append(variables)
    }

    private static func document(_ variables: [Variable]) -> [UInt8] {
        var writer = XMLWriter()
        let namespaces = [
            ("xmlns", "http://oval.mitre.org/XMLSchema/oval-variables-5"),
            ("xmlns:oval", "http://oval.mitre.org/XMLSchema/oval-common-5"),
        ]
        writer.element("oval_variables", namespaces) { writer in
            writer.element("generator") { writer in
                writer.element("oval:product_name", text: "cpe:/a:martlet:martlet")
                writer.element("oval:schema_version", text: "5.11.1")
                writer.element("oval:timestamp", text: Timestamp.now)
            }
            writer.element("variables") { writer in
                for variable in variables {
                    let attributes = [
                        ("id", variable.name), ("datatype", variable.datatype), ("comment", "Unknown"),
                    ]
                    writer.element("variable", attributes) { writer in
                        for value in variable.values { writer.element("value", text: value) }
                    }
                }
            }
        }
        return writer.finish()
    }
}

extension CheckExpression {
    /// The simple checks of which it consists.
    var parts: [XCCDF.Check] {
        switch self {
        case .check(let check): [check]
        case .complex(_, _, let parts): parts.flatMap(\.parts)
        }
    }
}
