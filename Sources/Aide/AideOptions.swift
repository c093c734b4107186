import FileIntegrity
import Host

/// The command line of the peer (`aide(1)`), read as `getopt_long(3)` reads it.
struct AideOptions {
    enum Command: Equatable {
        case initialize, dryInitialize, check, update, compare, checkConfiguration, list
        case checkPath(FileKind, String)
    }

    /// What cannot be understood; exit code 15.
    struct Refusal: Error {
        let message: String
    }

    var command: Command?
    var configuration: String?
    var before: [String] = []
    var after: [String] = []
    var limit: PathLimit?
    var logLevel: LogLevel?
    var workers: Int?
    var wantsHelp = false
    var wantsVersion = false

    private static let long: [(name: String, letter: Character, takesValue: Bool)] = [
        ("help", "h", false), ("verbose", "V", false), ("version", "v", false), ("config", "c", true),
        ("before", "B", true), ("after", "A", true), ("report", "r", false), ("init", "i", false),
        ("dry-init", "n", false), ("check", "C", false), ("update", "u", false), ("config-check", "D", false),
        ("path-check", "p", true), ("limit", "l", true), ("log-level", "L", true), ("workers", "W", true),
        ("compare", "E", false), ("list", "\u{1}", false), ("no-progress", "\u{2}", false),
        ("no-color", "\u{3}", false),
    ]

    private let dialect: Dialect

    /// Reads the words after the program's name.
    init(_ words: [String], dialect: Dialect) throws(Refusal) {
        self.dialect = dialect
        var rest = words[...]
        while let word = rest.popFirst() {
            if word == "--" {
                if let extra = rest.first { throw Refusal(message: "extra parameter: '\(extra)'") }
                return
            }
            if word.hasPrefix("--") {
                try readLong(word.dropFirst(2), &rest)
            } else if word.hasPrefix("-"), word.count > 1 {
                try readLetters(word.dropFirst(), &rest)
            } else {
                throw Refusal(message: "extra parameter: '\(word)'")
            }
            if wantsHelp || wantsVersion { return }
        }
    }

    private mutating func readLong(_ word: Substring, _ rest: inout ArraySlice<String>) throws(Refusal) {
        let equals = word.firstIndex(of: "=")
        let name = word[..<(equals ?? word.endIndex)]
        let known = Self.long.filter {
            dialect == .v0_19 || !["list", "no-progress", "no-color"].contains($0.name)
        }
        let exact = known.filter { $0.name == name }
        let found = exact.isEmpty ? known.filter { $0.name.hasPrefix(name) } : exact
        guard let option = found.first else { throw Refusal(message: "unrecognized option '--\(name)'") }
        if found.count > 1 { throw Refusal(message: "option '--\(name)' is ambiguous") }
        let attached = equals.map { String(word[word.index(after: $0)...]) }
        if !option.takesValue {
            if attached != nil, option.letter != "V" {
                throw Refusal(message: "option '--\(option.name)' doesn't allow an argument")
            }
            return try set(option.letter, "")
        }
        guard let value = attached ?? rest.popFirst() else {
            throw Refusal(message: "option '--\(option.name)' requires an argument")
        }
        try set(option.letter, value)
    }

    private mutating func readLetters(_ word: Substring, _ rest: inout ArraySlice<String>) throws(Refusal) {
        var letters = word
        while let letter = letters.popFirst() {
            guard let option = Self.long.first(where: { $0.letter == letter }) else {
                throw Refusal(message: "invalid option -- '\(letter)'")
            }
            if option.takesValue {
                guard let value = letters.isEmpty ? rest.popFirst() : String(letters) else {
                    throw Refusal(message: "option requires an argument -- '\(letter)'")
                }
                return try set(letter, value)
            }
            try set(letter, "")
        }
    }

    private mutating func set(_ letter: Character, _ value: String) throws(Refusal) {
        switch letter {
        case "h": wantsHelp = true
        case "v": wantsVersion = true
        case "V":
            throw Refusal(
                message:
                    "(--verbose): option no longer supported, use 'log_level' and 'report_level' options instead "
                    + "(see man aide.conf for details)")
        case "r":
            throw Refusal(
                message:
                    "(--report): option no longer supported, use 'report_url' config option instead (see man "
                    + "aide.conf for detail)")
        case "c": configuration = value
        case "B": before.append(value)
        case "A": after.append(value)
        case "l":
            do { limit = try PathLimit(value) } catch {
                throw Refusal(message: "(--limit): error in regular expression '\(value)': \(error)")
            }
        case "L":
            guard let level = LogLevel(rawValue: value) else {
                throw Refusal(
                    message: "(--log-level): invalid log level '\(value)' (see man aide.conf for details)")
            }
            logLevel = level
        case "W":
            guard let count = WorkerCount(value) else {
                throw Refusal(message: "(--workers): invalid number of workers '\(value)'")
            }
            workers = count.value
        case "p": try setCommand(.checkPath(.unknown, value), "--path-check")
        case "i": try setCommand(.initialize, "--init")
        case "n": try setCommand(.dryInitialize, "--dry-init")
        case "C": try setCommand(.check, "--check")
        case "u": try setCommand(.update, "--update")
        case "E": try setCommand(.compare, "--compare")
        case "D": try setCommand(.checkConfiguration, "--config-check")
        case "\u{1}": try setCommand(.list, "--list")
        default: break
        }
    }

    private mutating func setCommand(_ new: Command, _ name: String) throws(Refusal) {
        if command != nil {
            throw Refusal(message: "(\(name)): cannot have multiple commands on a single commandline")
        }
        guard case .checkPath(_, let text) = new else {
            command = new
            return
        }
        let bytes = Array(text.utf8)
        guard bytes.count >= 3, bytes[1] == UInt8(ascii: ":") else {
            throw Refusal(message: "(--path-check): missing file type or path (see man aide for details)")
        }
        guard let kind = FileRestriction.kind(letter: bytes[0]) else {
            throw Refusal(
                message:
                    "(--path-check): invalid file type '\(UnicodeScalar(bytes[0]))' (see man aide for details)"
            )
        }
        let path = String(text.dropFirst(2))
        guard path.hasPrefix("/") else {
            throw Refusal(message: "(--path-check): '\(path)' needs to be an absolute path")
        }
        command = .checkPath(kind, path)
    }
}
