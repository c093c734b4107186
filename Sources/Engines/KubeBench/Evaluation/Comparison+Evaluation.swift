import Patterns

extension Comparison {
    /// Whether a value is as wanted, and what was wanted in kube-bench's words.
    ///
    /// - Parameter name: the flag, variable or path that the value is of.
    func holds(for value: String, of name: String) -> (holds: Bool, expected: String) {
        let wanted = self.value
        switch operation {
        case .eq: return (isSame(value), "'\(name)' is equal to '\(wanted)'")
        case .noteq: return (!isSame(value), "'\(name)' is not equal to '\(wanted)'")
        case .gt, .gte, .lt, .lte: return number(value, name)
        case .has: return (value.containsBytes(wanted), "'\(name)' has '\(wanted)'")
        case .nothave: return (!value.containsBytes(wanted), "'\(name)' does not have '\(wanted)'")
        case .regex:
            let holds = (try? Pattern(wanted, options: .utf8).matches(value)) ?? false
            return (holds, "'\(name)' matched by regex expression '\(wanted)'")
        case .validElements:
            let (found, allowed) = (Self.elements(value), Self.elements(wanted))
            let holds = found.isEmpty == allowed.isEmpty && found.allSatisfy(allowed.contains)
            return (holds, "'\(name)' contains valid elements from '\(wanted)'")
        case .bitmask: return mode(value, name)
        }
    }

    /// Truth values are the same however they are spelt.
    private func isSame(_ value: String) -> Bool {
        let lowered = value.lowercased()
        return (lowered == "true" || lowered == "false" ? lowered : value) == self.value
    }

    private func number(_ value: String, _ name: String) -> (Bool, String) {
        guard let one = Int(value.trimmed), let other = Int(self.value.trimmed) else {
            return (false, "Invalid Number(s) used for comparison: '\(value)' '\(self.value)'")
        }
        switch operation {
        case .gt: return (one > other, "'\(name)' is greater than \(self.value)")
        case .gte: return (one >= other, "'\(name)' is greater or equal to \(self.value)")
        case .lt: return (one < other, "'\(name)' is lower than \(self.value)")
        default: return (one <= other, "'\(name)' is lower or equal to \(self.value)")
        }
    }

    private func mode(_ value: String, _ name: String) -> (Bool, String) {
        guard let found = Int(value, radix: 8) else { return (false, "Not numeric value - flag: \(value)") }
        guard let most = Int(self.value, radix: 8) else {
            return (false, "Not numeric value - flag: \(self.value)")
        }
        return (
            most & found == found,
            "\(name) has permissions \(value), expected \(self.value) or more restrictive"
        )
    }

    /// The elements of a list; separators at its end count for nothing.
    static func elements(_ list: String) -> [String] {
        var list = list.trimmed[...]
        while list.hasSuffix(",") { list.removeLast() }
        if list.isEmpty { return [] }
        return list.split(separator: ",", omittingEmptySubsequences: false).map { String($0).trimmed }
    }
}

extension String {
    /// The text without blanks at its ends.
    var trimmed: String {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }

    /// Whether some bytes stand in the text's bytes; an empty text stands in every text.
    func containsBytes(_ part: String) -> Bool {
        let (bytes, wanted) = (Array(utf8), Array(part.utf8))
        guard wanted.count <= bytes.count else { return false }
        return (0...(bytes.count - wanted.count)).contains { bytes[$0...].starts(with: wanted) }
    }
}
