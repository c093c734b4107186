import XCCDF

/// Reads from a document of OVAL results why definitions did not hold (OVAL 5.11, oval-results schema).
///
/// Only what the wanted definitions lead to is kept: their tests, the items that were held against them, and how
/// the objects and states read.
struct OVALResultsReader {
    private var trees: [String: [Node]] = [:]
    private var tests: [String: TestResult] = [:]
    private var texts = OVALTexts()
    private var items: [String: Observation] = [:]

    /// The most items that one test shows.
    static let itemLimit = 10
    /// The most tests that one rule shows.
    static let testLimit = 50

    private enum Node {
        case test(String)
        case definition(String)
    }

    private struct TestResult {
        var result = ""
        var itemCount = 0
        var items: [(id: String, result: String)] = []
        var messages: [String] = []
    }

    /// - Parameter offset: Where the `oval_results` element begins.
    init(_ scanner: MarkupScanner, at offset: Int, definitions: Set<String>) throws(ReportError) {
        scanner.seek(to: offset)
        guard try scanner.next() == .start else { return }
        var definitionsOffset: Int?
        var wantedTests: Set<String> = []
        var wantedItems: Set<String> = []
        try scanner.forEachChild { () throws(ReportError) in
            if scanner.isNamed("oval_definitions") { definitionsOffset = scanner.offset }
            guard scanner.isNamed("results") else { return }
            try scanner.forEachChild { () throws(ReportError) in
                guard scanner.isNamed("system") else { return }
                try scanner.forEachChild { () throws(ReportError) in
                    if scanner.isNamed("definitions") {
                        try readTrees(scanner)
                        wantedTests = reachable(from: definitions)
                    } else if scanner.isNamed("tests") {
                        try readTests(scanner, wantedTests)
                        wantedItems = Set(tests.values.flatMap { $0.items.map(\.id) })
                    } else if scanner.isNamed("oval_system_characteristics") {
                        try readItems(scanner, wantedItems)
                    }
                }
            }
        }
        guard let definitionsOffset, !wantedTests.isEmpty else { return }
        scanner.seek(to: definitionsOffset)
        guard try scanner.next() == .start else { return }
        try texts.read(scanner, tests: wantedTests)
    }

    /// What speaks against a definition.
    func findings(_ definition: String) -> [Finding] {
        var seen: Set<String> = [definition]
        var result: [Finding] = []
        gather(definition, &seen, &result)
        return result
    }

    private func gather(_ definition: String, _ seen: inout Set<String>, _ result: inout [Finding]) {
        for node in trees[definition] ?? [] where result.count < Self.testLimit {
            switch node {
            case .definition(let id): if seen.insert(id).inserted { gather(id, &seen, &result) }
            case .test(let id): if seen.insert(id).inserted { result.append(finding(id)) }
            }
        }
    }

    private func finding(_ id: String) -> Finding {
        let test = tests[id] ?? TestResult()
        let text = texts.tests[id]
        var finding = Finding(test: id, comment: text?.comment ?? "", verdict: test.result)
        finding.lookedFor = text.flatMap { texts.objects[$0.object] } ?? []
        finding.expected = text?.states.flatMap { texts.states[$0] ?? [] } ?? []
        finding.itemCount = test.itemCount
        finding.messages = test.messages
        finding.observations = test.items.compactMap { item in
            guard var observation = items[item.id] else { return nil }
            observation.verdict = item.result
            return observation
        }
        return finding
    }

    private func reachable(from definitions: Set<String>) -> Set<String> {
        var (tests, seen, pending): (Set<String>, Set<String>, [String]) = ([], [], Array(definitions))
        while let id = pending.popLast() {
            guard seen.insert(id).inserted else { continue }
            for node in trees[id] ?? [] {
                switch node {
                case .test(let id): tests.insert(id)
                case .definition(let id): pending.append(id)
                }
            }
        }
        return tests
    }

    /// Keeps of each definition the nodes that did not turn out true; a node's result is the negated one.
    private mutating func readTrees(_ scanner: MarkupScanner) throws(ReportError) {
        try scanner.forEachChild { () throws(ReportError) in
            guard scanner.isNamed("definition"), let result = try scanner.attribute("result"),
                result != "true", result != "not evaluated",
                let id = try scanner.attribute("definition_id")
            else { return }
            var nodes: [Node] = []
            let outside = scanner.depth - 1
            while scanner.depth > outside {
                let token = try scanner.next()
                guard token != .done else { break }
                guard token == .start, try scanner.attribute("result") != "true" else { continue }
                if scanner.isNamed("criterion"), let test = try scanner.attribute("test_ref") {
                    nodes.append(.test(test))
                } else if scanner.isNamed("extend_definition"),
                    let inner = try scanner.attribute("definition_ref")
                {
                    nodes.append(.definition(inner))
                }
            }
            trees[id] = nodes
        }
    }

    private mutating func readTests(_ scanner: MarkupScanner, _ wanted: Set<String>) throws(ReportError) {
        try scanner.forEachChild { () throws(ReportError) in
            guard scanner.isNamed("test"), let id = try scanner.attribute("test_id"), wanted.contains(id)
            else { return }
            var test = TestResult(result: try scanner.attribute("result") ?? "")
            try scanner.forEachChild { () throws(ReportError) in
                if scanner.isNamed("message") {
                    test.messages.append(try scanner.line())
                } else if scanner.isNamed("tested_item"), let item = try scanner.attribute("item_id") {
                    test.itemCount += 1
                    let result = try scanner.attribute("result") ?? ""
                    let fails = result != "true" && result != "not evaluated"
                    // Items that fail come first; of the others there is no need to keep more than are shown.
                    if fails, test.items.count(where: { $0.result != "true" }) < Self.itemLimit {
                        test.items.insert((item, result), at: 0)
                    } else if test.items.count < Self.itemLimit {
                        test.items.append((item, result))
                    }
                }
            }
            test.items = Array(test.items.prefix(Self.itemLimit))
            tests[id] = test
        }
    }

    private mutating func readItems(_ scanner: MarkupScanner, _ wanted: Set<String>) throws(ReportError) {
        try scanner.forEachChild { () throws(ReportError) in
            guard scanner.isNamed("system_data") else { return }
            try scanner.forEachChild { () throws(ReportError) in
                guard let id = try scanner.attribute("id"), wanted.contains(id) else { return }
                var item = Observation(verdict: "", fields: [])
                try scanner.forEachChild { () throws(ReportError) in
                    let name = scanner.localName
                    let status = try scanner.attribute("status")
                    let text = try scanner.text()
                    guard name != "message", status == nil || status == "exists" else { return }
                    item.fields.append(Observation.Field(name: name, value: OVALTexts.shortened(text)))
                }
                items[id] = item
            }
        }
    }
}
