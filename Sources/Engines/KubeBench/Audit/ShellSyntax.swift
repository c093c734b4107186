/// A shell line as it is understood: the part of the POSIX shell (IEEE 1003.1, Shell Command Language) that
/// only looks at things.
indirect enum ShellCommand: Sendable, Equatable {
    /// Variables that are set, and a program with its arguments.
    case simple(assignments: [Assignment], words: [ShellWord], redirections: [Redirection])
    /// Commands of which each reads what the one before writes.
    case pipeline([ShellCommand], isNegated: Bool)
    /// A command, and another that runs when the first succeeds or when it fails.
    case both(ShellCommand, ShellCommand)
    case either(ShellCommand, ShellCommand)
    /// Commands one after another.
    case sequence([ShellCommand])
    /// Conditions with their branches, and what runs when none holds.
    case choice([Branch], otherwise: ShellCommand)
    /// A command for each word of a list.
    case loop(name: String, words: [ShellWord], body: ShellCommand)
    /// Commands in braces or, with variables of their own, in parentheses.
    case group(ShellCommand, ownVariables: Bool, redirections: [Redirection])

    /// `NAME=word`.
    struct Assignment: Sendable, Equatable {
        var name: String
        var word: ShellWord
    }

    /// A condition and what runs when it holds.
    struct Branch: Sendable, Equatable {
        var condition: ShellCommand
        var body: ShellCommand
    }
}

/// A word before it is expanded.
struct ShellWord: Sendable, Equatable {
    /// A piece of a word.
    enum Part: Sendable, Equatable {
        /// Text as it stands.
        case text(String, isQuoted: Bool)
        /// The value of a variable; the fallback stands for one that is empty.
        case variable(String, fallback: String?, isQuoted: Bool)
        /// What a command writes.
        case output(ShellCommand, isQuoted: Bool)
    }

    var parts: [Part]

    /// The word's text when nothing in it is quoted or expanded.
    var plainText: String? {
        var text = ""
        for part in parts {
            guard case .text(let piece, isQuoted: false) = part else { return nil }
            text += piece
        }
        return text
    }
}

/// Where a command's output goes or its input comes from.
enum Redirection: Sendable, Equatable {
    /// `>/dev/null`
    case dropOutput
    /// `2>/dev/null`
    case dropErrors
    /// `2>&1`
    case errorsToOutput
    /// `>&2`
    case outputToErrors
    /// `<file`
    case input(ShellWord)
}

/// Why an audit is not answered here, as a clause.
struct AuditObstacle: Error, Equatable {
    var reason: String
}
