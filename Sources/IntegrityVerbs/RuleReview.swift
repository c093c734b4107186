public import FileIntegrity

/// Tells of rules that the language allows and that most likely do not do what was meant.
///
/// A rule's expression has to begin like a path, not to end with it: `!/var` leaves out `/variety` as well, and
/// `!/etc/kubernetes/aide.*` everything that an intruder names `aide-something`.
public struct RuleReview {
    private let configuration: Configuration

    /// Reviews a configuration's rules.
    public init(_ configuration: Configuration) { self.configuration = configuration }

    /// What is odd about one rule after the other, then what is compared in vain, and what no rule watches.
    public var remarks: [ConfigurationRemark] { ruleRemarks + BlindSpot.remarks(on: configuration) }

    /// What is odd about single rules, whatever is left unwatched.
    public var ruleRemarks: [ConfigurationRemark] {
        configuration.rules.rules.flatMap(remarks) + VolatilePlace.remarks(on: configuration)
    }

    private func remarks(on rule: Rule) -> [ConfigurationRemark] {
        var remarks: [ConfigurationRemark] = []
        func add(_ level: ConfigurationRemark.Level, _ message: String) {
            remarks.append(ConfigurationRemark(level: level, place: rule.place, message: message))
        }
        let isExclusion = rule.kind == .negative || rule.kind == .pruning
        let shown = rule.kind.sign + rule.expression
        if let beginning = Self.openEnd(of: rule.expression) {
            let example = Self.plain(beginning) + "-other"
            let written = rule.kind.sign + beginning
            if isExclusion {
                add(
                    .warning,
                    "'\(shown)' leaves out every path that begins so, \(example) too; write '\(written)$' for the "
                        + "file or '\(written)/' for what is in the directory")
            } else {
                add(.notice, "'\(shown)' takes every path that begins so, \(example) too")
            }
        }
        if isExclusion, Self.hasLooseDot(rule.expression) {
            add(.notice, "the dot in '\(shown)' stands for any character; write '\\.' for a dot")
        }
        let digests = rule.attributes.intersection(.digests)
        let weak = AttributeSet(.md5, .sha1, .rmd160, .tiger, .crc32, .crc32b, .haval)
        if !isExclusion, !digests.isEmpty, digests.isSubset(of: weak) {
            add(
                .warning,
                "'\(shown)' relies on \(digests.expression) alone, which others can forge; add sha256 or sha512"
            )
        }
        return remarks
    }

    /// The expression without an open end: what every path begins with that it matches; nil when it says where
    /// the path ends.
    static func openEnd(of expression: String) -> String? {
        var text = expression[...]
        if text.hasSuffix(".*"), !text.hasSuffix("\\.*") { text = text.dropLast(2) }
        guard let last = text.last else { return nil }
        let isEscaped = text.dropLast().reversed().prefix { $0 == "\\" }.count % 2 == 1
        if isEscaped { return String(text) }
        switch last {
        case "$", "/": return nil
        // A group may say it itself, and a repetition goes on by nature.
        case ")", "*", "+", "?", "}", "]": return nil
        default: return String(text)
        }
    }

    /// The path that an expression is about, for an example.
    private static func plain(_ expression: String) -> String { expression.filter { $0 != "\\" } }

    private static func hasLooseDot(_ expression: String) -> Bool {
        let letters = Array(expression.utf8)
        var index = 0
        var isInClass = false
        while index < letters.count {
            switch letters[index] {
            case UInt8(ascii: "\\"): index += 1
            case UInt8(ascii: "["): isInClass = true
            case UInt8(ascii: "]"): isInClass = false
            case UInt8(ascii: ".") where !isInClass:
                let next = index + 1 < letters.count ? letters[index + 1] : 0
                if !"*+?{".utf8.contains(next) { return true }
            default: break
            }
            index += 1
        }
        return false
    }
}
