/// A range of versions as content writes it: `>=4.6.0 <4.8.0 || >4.9.0`.
struct VersionRange: Equatable, Sendable {
    /// Major, minor and patch; what is not said is 0.
    struct Version: Comparable, Sendable {
        var parts: [Int]

        /// Reads `4.6.1`, `v1.28.3+k3s1` or `1.2.3-rc.1`; a pre-release counts as its release.
        init?(_ text: some StringProtocol) {
            let bare = (text.hasPrefix("v") ? text.dropFirst() : text[...]).prefix { $0 != "-" && $0 != "+" }
            let numbers = bare.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
            guard (1...3).contains(numbers.count), numbers.allSatisfy({ ($0 ?? -1) >= 0 }) else {
                return nil
            }
            parts = numbers.compactMap { $0 } + Array(repeating: 0, count: 3 - numbers.count)
        }

        static func < (left: Version, right: Version) -> Bool {
            left.parts.lexicographicallyPrecedes(right.parts)
        }
    }

    private struct Bound: Equatable, Sendable {
        var sign: String
        var version: Version
    }

    private var alternatives: [[Bound]]

    /// Reads a range; HTML entities are decoded, as content has them.
    ///
    /// Nil for what is none.
    init?(_ text: String) {
        let plain = text.replacing("&gt;", with: ">").replacing("&lt;", with: "<").replacing(
            "&amp;", with: "&")
        alternatives = []
        for alternative in plain.split(separator: "||", omittingEmptySubsequences: false) {
            var bounds: [Bound] = []
            // The sign may stand apart from its version.
            var sign = ""
            for word in alternative.split(whereSeparator: \.isWhitespace) {
                let written = word.prefix { "<>=!".contains($0) }
                sign += written
                let rest = word.dropFirst(written.count)
                if rest.isEmpty { continue }
                guard ["", "=", "==", "<", ">", "<=", ">=", "!", "!="].contains(sign),
                    let version = Version(rest)
                else { return nil }
                bounds.append(Bound(sign: sign, version: version))
                sign = ""
            }
            guard sign.isEmpty, !bounds.isEmpty else { return nil }
            alternatives.append(bounds)
        }
    }

    /// Whether a version lies in the range.
    func contains(_ version: Version) -> Bool {
        alternatives.contains { bounds in
            bounds.allSatisfy { bound in
                switch bound.sign {
                case "<": version < bound.version
                case "<=": version <= bound.version
                case ">": version > bound.version
                case ">=": version >= bound.version
                case "!", "!=": version != bound.version
                default: version == bound.version
                }
            }
        }
    }
}
