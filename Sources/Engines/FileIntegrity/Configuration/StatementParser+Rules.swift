extension StatementParser {
    /// A rule after its sign: the expression, the restriction, the attributes.
    func rule(
        _ kind: RuleKind, _ scanner: inout LineScanner
    ) throws(ConfigurationError) -> ConfigurationStatement.Rule {
        var path =
            try scanner.isAtEnd || scanner.next == UInt8(ascii: " ") || scanner.next == UInt8(ascii: "\t")
            ? ConfigurationStatement.Template(parts: []) : scanner.template()
        path.parts.insert(.text([UInt8(ascii: "/")]), at: 0)
        var rule = ConfigurationStatement.Rule(kind: kind, path: path)
        let isNegative = kind == .negative || kind == .pruning
        scanner.skipBlanks()
        if scanner.isAtEnd {
            if isNegative { return rule }
            throw scanner.error("syntax error, an attribute expression is missing")
        }
        let before = scanner
        var terms: [ConfigurationStatement.Expression.Term] = []
        if scanner.next != UInt8(ascii: "=") { terms = try list(&scanner) }
        if dialect == .v0_19, scanner.next == UInt8(ascii: "=") {
            try scanner.expectEquals()
            rule.fileSystem = try term(&scanner, isTaken: false)
            scanner.skipBlanks()
        }
        if isNegative {
            rule.restriction = terms
            if !scanner.isAtEnd {
                throw scanner.error("\(kind.words(dialect)) must not have an attribute expression")
            }
            return rule
        }
        if scanner.isAtEnd || scanner.next == UInt8(ascii: "+") || scanner.next == UInt8(ascii: "-") {
            scanner = before
            if rule.fileSystem != nil {
                throw scanner.error("syntax error, an attribute expression is missing")
            }
        } else {
            rule.restriction = terms
        }
        rule.attributes = try expression(&scanner)
        return rule
    }

    /// Groups with `+` and `-` between them, to the end of the line.
    func expression(
        _ scanner: inout LineScanner
    ) throws(ConfigurationError) -> ConfigurationStatement.Expression {
        scanner.skipBlanks()
        var terms = [try term(&scanner, isTaken: false)]
        scanner.skipBlanks()
        while let sign = scanner.next {
            guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { throw scanner.unexpected() }
            _ = scanner.skip(sign == UInt8(ascii: "+") ? "+" : "-")
            scanner.skipBlanks()
            terms.append(try term(&scanner, isTaken: sign == UInt8(ascii: "-")))
            scanner.skipBlanks()
        }
        return ConfigurationStatement.Expression(terms: terms)
    }

    private func list(
        _ scanner: inout LineScanner
    ) throws(ConfigurationError) -> [ConfigurationStatement.Expression.Term] {
        var terms = [try term(&scanner, isTaken: false)]
        scanner.skipBlanks()
        while scanner.skip(",") {
            scanner.skipBlanks()
            terms.append(try term(&scanner, isTaken: false))
            scanner.skipBlanks()
        }
        return terms
    }

    private func term(
        _ scanner: inout LineScanner, isTaken: Bool
    ) throws(ConfigurationError) -> ConfigurationStatement.Expression.Term {
        let column = scanner.index + 1
        let group = scanner.run { LineScanner.isWordByte($0) || $0 == UInt8(ascii: ">") }
        if group.isEmpty { throw scanner.unexpected() }
        return ConfigurationStatement.Expression.Term(isTaken: isTaken, group: group, column: column)
    }
}
