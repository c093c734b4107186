import XML

/// The tests of a document, as far as they compare packages.
struct OVALFeedTests {
    /// What a test asks of a package.
    enum Question {
        /// Whether its version is before one.
        case before(String)
        /// Whether its version is one or before it.
        case through(String)
        /// Whether it is installed at all.
        case installed
        /// Something else, such as who signed it or which release it is of.
        case other
    }

    private struct Test {
        var object: String
        var state: String?
    }

    private struct State {
        var question: Question
        var architectures: [String]
    }

    private var tests: [String: Test] = [:]
    private var names: [String: String] = [:]
    private var variableOfObject: [String: String] = [:]
    private var variables: [String: [String]] = [:]
    private var states: [String: State] = [:]

    /// What a test asks, of which packages, and of which architectures; nil for tests that are not of packages.
    func question(_ id: String) -> (packages: [String], question: Question, architectures: [String])? {
        guard let test = tests[id] else { return nil }
        let packages =
            names[test.object].map { [$0] }
            ?? variableOfObject[test.object].flatMap { variables[$0] } ?? []
        if packages.isEmpty { return nil }
        guard let id = test.state else { return (packages, .installed, []) }
        guard let state = states[id] else { return nil }
        return (packages, state.question, state.architectures)
    }

    mutating func addTest(_ reader: XMLReader) throws {
        let isOfPackages = ["rpminfo_test", "dpkginfo_test"].contains(reader.localName)
        let id = reader.attribute("id") ?? ""
        var test = Test(object: "")
        try reader.forEachChild { child in
            switch child.localName {
            case "object": test.object = child.attribute("object_ref") ?? ""
            case "state": test.state = child.attribute("state_ref")
            default: break
            }
        }
        if isOfPackages { tests[id] = test }
    }

    mutating func addObject(_ reader: XMLReader) throws {
        let isOfPackages = ["rpminfo_object", "dpkginfo_object"].contains(reader.localName)
        let id = reader.attribute("id") ?? ""
        var name: String?
        var variable: String?
        try reader.forEachChild { child in
            guard isOfPackages, child.localName == "name" else { return }
            variable = child.attribute("var_ref")
            name = try child.text()
        }
        if let variable {
            variableOfObject[id] = variable
        } else if let name, !name.isEmpty {
            names[id] = name
        }
    }

    mutating func addVariable(_ reader: XMLReader) throws {
        let id = reader.attribute("id") ?? ""
        var values: [String] = []
        try reader.forEachChild { if $0.localName == "value" { values.append(try $0.text()) } }
        variables[id] = values
    }

    mutating func addState(_ reader: XMLReader) throws {
        guard ["rpminfo_state", "dpkginfo_state"].contains(reader.localName) else { return }
        let id = reader.attribute("id") ?? ""
        var state = State(question: .other, architectures: [])
        try reader.forEachChild { child in
            let operation = child.attribute("operation") ?? "equals"
            switch child.localName {
            case "evr":
                let version = Self.withoutEpoch(try child.text())
                switch operation {
                case "less than": state.question = .before(version)
                case "less than or equal": state.question = .through(version)
                // SUSE asks for any version at all of what it has no fix for.
                case "greater than" where version == "0-0" || version == "0": state.question = .installed
                default: state.question = .other
                }
            case "arch":
                // Vendors write alternatives as (a|b) or a|b.
                let text = try child.text()
                state.architectures = text.split { "()|^$".contains($0) }.map { String($0) }
            default: break
            }
        }
        states[id] = state
    }

    /// A version without the epoch 0, which OVAL always writes.
    private static func withoutEpoch(_ version: String) -> String {
        version.hasPrefix("0:") ? String(version.dropFirst(2)) : version
    }
}
