import Host
import Patterns

/// Reads configurations in the order in which they are given, each seeing what those before it defined.
public struct ConfigurationReader {
    /// What has been read so far.
    public internal(set) var configuration: Configuration
    /// Whether the number of threads is said elsewhere, so that the configuration's is not even read.
    public var workersAreGiven = false
    let files: ConfigurationFiles
    var variables: [String: [UInt8]] = [:]
    var groups: [String: AttributeSet] = [:]
    var programVariables: [String: String] = [:]
    private static let deepestInclude = 16
    private static let deepestCondition = 256

    /// Starts with the defaults of a dialect.
    public init(dialect: Dialect, files: ConfigurationFiles) {
        configuration = Configuration(dialect: dialect)
        self.files = files
        for attribute in dialect.attributes { groups[attribute.configurationName ?? ""] = attribute.bit }
        for group in dialect.groups { groups[group.name] = group.value }
    }

    /// Reads a file.
    public mutating func read(file path: String) throws(ConfigurationError) {
        switch files.read(path) {
        case .success(let bytes): try read(bytes, named: path)
        case .failure(let failure):
            throw ConfigurationError(
                "cannot open config file '\(path)': \(failure.reason)", at: nil, reason: .unreadable)
        }
    }

    /// Reads lines that do not come from a file.
    public mutating func read(_ bytes: [UInt8], named name: String) throws(ConfigurationError) {
        try read(bytes, named: name, depth: 0, prefix: nil)
    }

    private mutating func read(
        _ bytes: [UInt8], named name: String, depth: Int, prefix: String?
    ) throws(ConfigurationError) {
        var parser = StatementParser(dialect: configuration.dialect, file: name)
        do throws(ConfigurationError) { try parser.parse(bytes) } catch {
            configuration.notes += parser.notes
            throw error
        }
        configuration.notes += parser.notes
        var rest = parser.statements[...]
        try evaluate(&rest, isActive: true, nesting: 0, depth: depth, prefix: prefix)
        if let left = rest.first {
            let word = if case .end = left.body { "@@endif" } else { "@@else" }
            throw ConfigurationError("syntax error, unexpected \(word)", at: left.place)
        }
    }

    /// Evaluates statements up to the `@@else` or `@@endif` that belongs to the caller.
    private mutating func evaluate(
        _ rest: inout ArraySlice<ConfigurationStatement>, isActive: Bool, nesting: Int, depth: Int,
        prefix: String?
    ) throws(ConfigurationError) {
        while let statement = rest.first {
            switch statement.body {
            case .otherwise, .end: return
            case .condition(let condition):
                rest.removeFirst()
                if nesting >= Self.deepestCondition {
                    throw ConfigurationError("conditions are nested too deeply", at: statement.place)
                }
                let holds = isActive && self.holds(condition, statement.place)
                try evaluateBranch(
                    &rest, isActive: isActive && holds, nesting: nesting, depth: depth, prefix: prefix,
                    of: statement)
                if case .otherwise? = rest.first?.body {
                    rest.removeFirst()
                    try evaluateBranch(
                        &rest, isActive: isActive && !holds, nesting: nesting, depth: depth, prefix: prefix,
                        of: statement)
                }
                guard case .end? = rest.first?.body else {
                    throw ConfigurationError(
                        "syntax error, the condition has no '@@endif'", at: statement.place)
                }
                rest.removeFirst()
            default:
                rest.removeFirst()
                if isActive { try evaluate(statement, depth: depth, prefix: prefix) }
            }
        }
    }

    /// A branch of a condition, which the language wants to hold at least one statement.
    private mutating func evaluateBranch(
        _ rest: inout ArraySlice<ConfigurationStatement>, isActive: Bool, nesting: Int, depth: Int,
        prefix: String?,
        of condition: ConfigurationStatement
    ) throws(ConfigurationError) {
        let count = rest.count
        try evaluate(&rest, isActive: isActive, nesting: nesting + 1, depth: depth, prefix: prefix)
        if rest.count == count {
            throw ConfigurationError(
                "syntax error, a branch of the condition is empty", at: rest.first?.place ?? condition.place)
        }
    }

    private mutating func evaluate(
        _ statement: ConfigurationStatement, depth: Int, prefix: String?
    ) throws(ConfigurationError) {
        let place = statement.place
        switch statement.body {
        case .option(let name, let value): try set(name, text(value), at: place)
        case .attributeOption(let name, let expression):
            try set(name, value(of: expression, place), at: place)
        case .group(let name, let expression):
            groups[name] = try value(of: expression, place)
        case .define(let name, let value): variables[name] = value.map(bytes) ?? []
        case .undefine(let name): variables[name] = nil
        case .environment(let name, let value): programVariables[name] = text(value)
        case .include(let path, let pattern, let newPrefix, let executes):
            let include = Include(
                path: text(path), pattern: pattern.map(text), prefix: newPrefix.map(text), executes: executes,
                place: place, depth: depth + 1, outerPrefix: prefix)
            try self.include(include)
        case .rule(let rule): try add(rule, prefix: prefix, at: place)
        case .condition, .otherwise, .end: break
        }
    }

    func bytes(_ template: ConfigurationStatement.Template) -> [UInt8] {
        template.parts.flatMap { part in
            switch part {
            case .text(let bytes): bytes
            case .variable(let name):
                variables[name] ?? (name == "HOSTNAME" ? Array((files.hostName ?? "").utf8) : [])
            }
        }
    }

    func text(_ template: ConfigurationStatement.Template) -> String {
        String(decoding: bytes(template), as: UTF8.self)
    }

    private func holds(_ condition: ConfigurationStatement.Condition, _ place: ConfigurationPlace) -> Bool {
        switch condition {
        case .defined(let name): variables[text(name)] != nil
        case .host(let name): files.hostName == text(name)
        case .exists(let path): files.kind(text(path), true) != nil
        case .not(let inner): !holds(inner, place)
        }
    }

    /// One `@@include` or `@@x_include`.
    private struct Include {
        var path: String
        var pattern: String?
        var prefix: String?
        var executes: Bool
        var place: ConfigurationPlace
        var depth: Int
        var outerPrefix: String?

        var macro: String { executes ? "@@x_include" : "@@include" }
    }

    private mutating func include(_ include: Include) throws(ConfigurationError) {
        if include.depth > Self.deepestInclude - 1 {
            throw ConfigurationError("include files are nested too deeply", at: include.place)
        }
        guard let pattern = include.pattern else {
            guard let found = files.kind(include.path, false) else {
                throw ConfigurationError(
                    "'@@include': lstat for '\(include.path)' failed: No such file or directory",
                    at: include.place)
            }
            guard found.kind == .regular else {
                throw ConfigurationError(
                    "'@@include': '\(include.path)' is not a regular file", at: include.place)
            }
            try read(include, file: include.path, runs: found.isExecutable, prefix: include.outerPrefix)
            return
        }
        try includeDirectory(include, matching: pattern)
    }

    private mutating func includeDirectory(
        _ include: Include, matching text: String
    ) throws(ConfigurationError) {
        let pattern: Pattern
        do { pattern = try Pattern(text, options: .utf8) } catch {
            throw ConfigurationError(
                "'\(include.macro)': error in regular expression '\(text)': \(error)", at: include.place)
        }
        let names: [String]
        switch files.names(include.path) {
        case .success(let found): names = found
        case .failure(let failure):
            throw ConfigurationError(
                "'\(include.macro)': failed to open directory '\(include.path)': \(failure.reason)",
                at: include.place)
        }
        var prefix = include.prefix
        if let given = prefix, let first = given.first {
            if first != "/" {
                throw ConfigurationError(
                    "'\(include.macro)': invalid rule prefix '\(given)': unexpected first character '\(first)', "
                        + "expected '/'", at: include.place)
            }
            if given.hasSuffix("/") { prefix = String(given.dropLast()) }
        }
        let nested = (include.outerPrefix ?? "") + (prefix ?? "")
        for name in names where name != "." && name != ".." {
            let path = include.path + "/" + name
            guard let found = files.kind(path, true) else {
                throw ConfigurationError(
                    "'\(include.macro)': stat for '\(path)' failed: No such file or directory",
                    at: include.place)
            }
            guard found.kind == .regular, (try? pattern.matches(name)) == true else { continue }
            try read(
                include, file: path, runs: found.isExecutable,
                prefix: include.outerPrefix == nil && prefix == nil ? nil : nested)
        }
    }

    private mutating func read(
        _ include: Include, file path: String, runs: Bool, prefix: String?
    ) throws(ConfigurationError) {
        guard include.executes, runs else {
            switch files.read(path) {
            case .success(let bytes): try read(bytes, named: path, depth: include.depth, prefix: prefix)
            case .failure(let failure):
                throw ConfigurationError(
                    "cannot open config file '\(path)': \(failure.reason)", at: include.place,
                    reason: .unreadable)
            }
            return
        }
        guard let run = files.run else {
            throw ConfigurationError(
                "'@@x_include': '\(path)' is a program, and running programs was not allowed",
                at: include.place,
                reason: .execution)
        }
        switch run(path, programVariables) {
        case .success(let bytes):
            try read(bytes, named: "\(path) (stdout)", depth: include.depth, prefix: prefix)
        case .failure(let failure):
            throw ConfigurationError(
                "\(path): execution failed: \(failure.reason)", at: include.place, reason: .execution)
        }
    }
}
