import XML

extension LogicalTest {
    /// Reads a `platform` of the applicability language: its one logical test.
    init(platform reader: XMLReader) throws {
        var test: LogicalTest?
        try reader.forEachChild { child in
            if child.localName == "logical-test", test == nil { test = try LogicalTest(reader: child) }
        }
        guard let test else { throw reader.unexpected("a platform has no logical-test") }
        self = test
    }

    private init(reader: XMLReader) throws {
        let spelling = reader.attribute("operator") ?? ""
        guard let operation = CheckOperator(rawValue: spelling) else {
            throw reader.unexpected(
                "the operator of a logical-test is \"\(spelling.prefix(40))\"; it must be AND or OR")
        }
        let negate = try reader.boolean("negate") ?? false
        var parts: [LogicalTest] = []
        try reader.forEachChild { child in
            switch child.localName {
            case "logical-test": parts.append(try LogicalTest(reader: child))
            case "fact-ref": parts.append(.fact(name: child.attribute("name") ?? ""))
            case "check-fact-ref":
                parts.append(
                    .check(
                        CheckFact(
                            system: child.attribute("system") ?? "", href: child.attribute("href") ?? "",
                            id: child.attribute("id-ref") ?? "")))
            default: break
            }
        }
        self = .test(operation, negate: negate, parts)
    }
}
