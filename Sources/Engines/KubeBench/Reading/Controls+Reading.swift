import Patterns
import YAML

extension Controls {
    /// Reads one file of a benchmark.
    ///
    /// - Parameters:
    ///   - text: the file's text, with what stands for programs and paths already filled in.
    ///   - file: the name that errors carry.
    /// - Throws: ``KubeBenchError`` naming file, line and field.
    public init(reading text: String, file: String) throws(KubeBenchError) {
        let (document, repeated) = try PlacedYAML.document(text, file: file)
        let reader = try FieldReader(file: file, path: "", node: document)
        id = try reader.text("id")
        version = try reader.text("version")
        self.text = try reader.text("text")
        target = try reader.text("type")
        guard !target.isEmpty else {
            throw reader.fail("type", "the kind of node, such as master or node, is missing")
        }
        // The files begin with an empty `controls:` that says what kind of file it is.
        notes = reader.strangers(["controls", "version", "id", "text", "type", "groups"])
        notes += repeated.map { "\(file):\($0.line): \($0.key) is set twice; the last counts" }
        groups = []
        var ids: Set<String> = []
        for group in try reader.maps("groups") {
            let read = try CheckGroup(group, &notes)
            for check in read.checks where !ids.insert(check.id).inserted {
                notes.append("\(file):\(check.line): the number \(check.id) is used by two checks")
            }
            groups.append(read)
        }
    }
}

extension PlacedYAML {
    /// The document of a configuration file, which may not be empty, and the keys that it repeats.
    static func document(
        _ text: String, file: String
    ) throws(KubeBenchError) -> (root: PlacedYAML, repeated: [RepeatedKey]) {
        do throws(YAMLError) {
            let (root, repeated) = try parseKeepingLast(text, file: file)
            if let root { return (root, repeated) }
        } catch {
            throw KubeBenchError(file: file, line: error.line, reason: error.reason)
        }
        throw KubeBenchError(file: file, reason: "the file is empty")
    }
}

extension CheckGroup {
    init(_ reader: FieldReader, _ notes: inout [String]) throws(KubeBenchError) {
        id = try reader.text("id")
        text = try reader.text("text")
        type = try reader.text("type")
        notes += reader.strangers(["id", "text", "type", "checks"])
        checks = []
        for check in try reader.maps("checks") { checks.append(try Check(check, &notes)) }
    }
}

extension Check {
    private static let fields: Set<String> = [
        "id", "text", "audit", "audit_env", "audit_config", "type", "tests", "set", "remediation", "scored",
        "use_multiple_values", "disableenvtesting",
    ]

    init(_ reader: FieldReader, _ notes: inout [String]) throws(KubeBenchError) {
        id = try reader.text("id")
        if id.isEmpty { throw reader.fail("id", "the recommendation's number is missing") }
        text = try reader.text("text")
        audit = try reader.text("audit")
        auditEnvironment = try reader.text("audit_env")
        auditConfiguration = try reader.text("audit_config")
        type = try reader.text("type")
        remediation = try reader.text("remediation")
        isScored = try reader.bool("scored", default: false)
        usesMultipleValues = try reader.bool("use_multiple_values", default: false)
        line = reader.node.line
        tests = try reader.map("tests").map { reader throws(KubeBenchError) in
            try CheckTests(reader, &notes)
        }
        notes += reader.strangers(Self.fields)
    }
}

extension CheckTests {
    init(_ reader: FieldReader, _ notes: inout [String]) throws(KubeBenchError) {
        let name = try reader.text("bin_op")
        guard let combination = name.isEmpty ? .and : Combination(rawValue: name) else {
            throw reader.fail("bin_op", "\"\(name)\" is neither and nor or")
        }
        self.combination = combination
        items = []
        for item in try reader.maps("test_items") { items.append(try TestItem(item, &notes)) }
        notes += reader.strangers(["bin_op", "test_items"])
    }
}

extension TestItem {
    init(_ reader: FieldReader, _ notes: inout [String]) throws(KubeBenchError) {
        flag = try reader.text("flag")
        variable = try reader.text("env")
        path = try reader.text("path")
        isSet = try reader.bool("set", default: true)
        comparison = try reader.map("compare").flatMap { reader throws(KubeBenchError) in
            try Comparison(reader, &notes)
        }
        for (name, pattern) in [("flag", flag), ("env", variable)] where !pattern.isEmpty {
            do { _ = try Pattern("(\(pattern))", options: .utf8) } catch {
                throw reader.fail(name, "\"\(pattern)\" is no regular expression")
            }
        }
        if !path.isEmpty {
            do throws(TemplatePathError) { _ = try TemplatePath(path) } catch {
                // A bad path makes the test fail, it does not make the file unreadable.
                notes.append("\(reader.fail("path", error.reason))")
            }
        }
        notes += reader.strangers(["flag", "env", "path", "output", "value", "set", "compare"])
    }
}

extension Comparison {
    /// Reads a comparison; nil when it has no operator.
    init?(_ reader: FieldReader, _ notes: inout [String]) throws(KubeBenchError) {
        let name = try reader.text("op")
        value = try reader.text("value")
        notes += reader.strangers(["op", "value"])
        if name.isEmpty { return nil }
        guard let operation = Operator(rawValue: name) else {
            let known = Operator.allCases.map(\.rawValue).joined(separator: ", ")
            throw reader.fail("op", "\"\(name)\" is no comparison; they are \(known)")
        }
        self.operation = operation
        if operation == .regex {
            do { _ = try Pattern(value, options: .utf8) } catch {
                throw reader.fail("value", "\"\(value)\" is no regular expression")
            }
        }
    }
}
