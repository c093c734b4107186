/// Reads the lines of one file into statements; nothing is looked up yet.
struct StatementParser {
    let dialect: Dialect
    let file: String
    private(set) var notes: [ConfigurationNote] = []
    private(set) var statements: [ConfigurationStatement] = []

    init(dialect: Dialect, file: String) {
        self.dialect = dialect
        self.file = file
    }

    /// Reads all lines.
    ///
    /// - Throws: ``ConfigurationError`` with the first place that is not of the language.
    mutating func parse(_ bytes: [UInt8]) throws(ConfigurationError) {
        var number = 0
        var rest = bytes[...]
        while !rest.isEmpty {
            let end = rest.firstIndex(of: UInt8(ascii: "\n"))
            var line = rest[..<(end ?? rest.endIndex)]
            rest = end.map { rest[($0 + 1)...] } ?? []
            number += 1
            if line.last == UInt8(ascii: "\r"), end != nil { line.removeLast() }
            let place = ConfigurationPlace(
                file: file, line: number, column: 1, text: String(decoding: line, as: UTF8.self))
            var scanner = LineScanner(Array(line), place: place)
            scanner.skipBlanks()
            if scanner.isAtEnd || scanner.next == UInt8(ascii: "#") { continue }
            let body = try statement(&scanner)
            statements.append(ConfigurationStatement(place: place, body: body))
            if end == nil { note(.notice, "missing new line at end of file", scanner) }
        }
    }

    private mutating func statement(
        _ scanner: inout LineScanner
    ) throws(ConfigurationError) -> ConfigurationStatement.Body {
        for (sign, kind) in [("/", RuleKind.selective), ("=/", .equal), ("!/", .negative), ("-/", .pruning)] {
            if kind == .pruning, dialect != .v0_19 { continue }
            guard scanner.skip(sign) else { continue }
            return .rule(try rule(kind, &scanner))
        }
        if scanner.skip("@@") { return try macro(&scanner) }
        let start = scanner
        let word = scanner.run(while: LineScanner.isWordByte)
        if word.isEmpty { throw scanner.unexpected() }
        // A word that could only be an option is one, even when it is not known.
        if ConfigurationOption.named(word, in: dialect) != nil
            || word.utf8.allSatisfy({ ($0 >= 0x61 && $0 <= 0x7A) || $0 == UInt8(ascii: "_") })
        {
            return try option(word, &scanner, start)
        }
        if dialect != .v0_16, !word.utf8.allSatisfy(Self.isAlphanumeric) {
            note(
                .warning,
                "special characters in group names are DEPRECATED. Update your config and only use "
                    + "alphanumeric characters (A-Za-z0-9)", scanner)
        }
        try scanner.expectEquals()
        return .group(word, try expression(&scanner))
    }

    private mutating func option(
        _ word: String, _ scanner: inout LineScanner, _ start: LineScanner
    ) throws(ConfigurationError) -> ConfigurationStatement.Body {
        guard let option = ConfigurationOption.named(word, in: dialect) else {
            throw start.error("unknown config option: '\(word)'")
        }
        if let newer = option.replacement, dialect == .v0_18 {
            note(.warning, Self.deprecation(word, newer, "next release."), scanner)
        }
        try scanner.expectEquals()
        if option.takesAttributes { return .attributeOption(option.name, try expression(&scanner)) }
        let value = try scanner.template()
        try scanner.expectEnd()
        return .option(option.name, value)
    }

    private mutating func macro(
        _ scanner: inout LineScanner
    ) throws(ConfigurationError) -> ConfigurationStatement.Body {
        let word = scanner.run { ($0 >= 0x61 && $0 <= 0x7A) || $0 == UInt8(ascii: "_") }
        switch word {
        case "define":
            let name = try self.name(&scanner)
            scanner.skipBlanks()
            let value = scanner.isAtEnd ? nil : try scanner.template()
            try scanner.expectEnd()
            return .define(name, value)
        case "undef":
            let name = try self.name(&scanner)
            try scanner.expectEnd()
            return .undefine(name)
        case "if":
            return .condition(try condition(&scanner, depth: 0))
        case "ifdef", "ifndef", "ifhost", "ifnhost":
            let isHost = word.hasSuffix("host")
            let isNegated = word.hasPrefix("ifn")
            if dialect != .v0_16 {
                let newer = "@@if " + (isNegated ? "not " : "") + (isHost ? "hostname" : "defined")
                note(.notice, Self.deprecation("@@" + word, newer, "release after next"), scanner)
            }
            let value = try self.value(&scanner)
            let plain: ConfigurationStatement.Condition = isHost ? .host(value) : .defined(value)
            return .condition(isNegated ? .not(plain) : plain)
        case "else", "endif":
            try scanner.expectEnd()
            return word == "else" ? .otherwise : .end
        case "include", "x_include":
            return try include(&scanner, executes: word == "x_include")
        case "x_include_setenv":
            let name = try self.name(&scanner)
            return .environment(name, try value(&scanner))
        default: throw scanner.error("unknown macro: '@@\(word)'")
        }
    }

    private mutating func condition(
        _ scanner: inout LineScanner, depth: Int
    ) throws(ConfigurationError) -> ConfigurationStatement.Condition {
        scanner.skipBlanks()
        let word = scanner.run { $0 >= 0x61 && $0 <= 0x7A }
        switch word {
        case "not" where depth < 64: return .not(try condition(&scanner, depth: depth + 1))
        case "defined": return .defined(try value(&scanner))
        case "hostname": return .host(try value(&scanner))
        case "exists": return .exists(try value(&scanner))
        default:
            throw scanner.error(
                "unknown condition: '\(word)' (expecting 'not', 'defined', 'hostname' or 'exists')")
        }
    }

    private func include(
        _ scanner: inout LineScanner, executes: Bool
    ) throws(ConfigurationError) -> ConfigurationStatement.Body {
        var words: [ConfigurationStatement.Template] = []
        scanner.skipBlanks()
        while !scanner.isAtEnd, words.count < 3 {
            words.append(try scanner.template())
            scanner.skipBlanks()
        }
        if !scanner.isAtEnd { throw scanner.unexpected() }
        guard let path = words.first else { throw scanner.error("syntax error, a path is missing") }
        return .include(
            path: path, pattern: words.count > 1 ? words[1] : nil, prefix: words.count > 2 ? words[2] : nil,
            executes: executes)
    }

    private func value(
        _ scanner: inout LineScanner
    ) throws(ConfigurationError) -> ConfigurationStatement.Template {
        scanner.skipBlanks()
        let value = try scanner.template()
        try scanner.expectEnd()
        return value
    }

    private func name(_ scanner: inout LineScanner) throws(ConfigurationError) -> String {
        scanner.skipBlanks()
        let name = scanner.run(while: LineScanner.isWordByte)
        if name.isEmpty { throw scanner.unexpected() }
        return name
    }

    private mutating func note(
        _ level: ConfigurationNote.Level, _ message: String, _ scanner: LineScanner
    ) {
        notes.append(ConfigurationNote(level: level, place: scanner.place, message: message))
    }

    private static func deprecation(_ old: String, _ new: String, _ end: String) -> String {
        "Using '\(old)' is DEPRECATED and will be removed in the \(end). Update your config and use '\(new)' instead"
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        LineScanner.isWordByte(byte) && byte < 0x80 && byte != UInt8(ascii: "_") && byte != UInt8(ascii: "%")
    }
}
