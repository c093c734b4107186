import SCAP
import XML

/// `oscap cpe check`: whether a text is a CPE name.
struct CheckPlatformName {
    let invocation: Invocation

    func run() -> ExitStatus {
        let name = invocation.words[0]
        let isValid = PlatformName.isValid(name)
        invocation.terminal.print("'\(name)' is \(isValid ? "Valid" : "NOT Valid") CPE name.\n")
        return isValid ? .ok : .fail
    }
}

/// `oscap cpe match`: whether a dictionary lists a name.
struct MatchPlatformName {
    let invocation: Invocation

    func run() throws(Failure) -> ExitStatus {
        let name = invocation.words[0]
        guard PlatformName.isValid(name) else {
            invocation.terminal.print("\(name) is not in valid CPE format.\n")
            return .error
        }
        var isListed = false
        let reader = try SourceFile.reader(invocation.words[1])
        do {
            try reader.forEachChild { item in
                guard item.localName == "cpe-item", let listed = item.attribute("name") else { return }
                if PlatformName.covers(listed, name) { isListed = true }
            }
        } catch let error as XMLError {
            throw SourceFile.failure(error)
        } catch {
            throw Failure("\(error)")
        }
        invocation.terminal.print(isListed ? "The exact CPE match is found.\n" : "No match found.\n")
        return isListed ? .ok : .fail
    }
}

/// The two spellings of platform names (NISTIR 7695, 6.1 and 6.2).
enum PlatformName {
    private static let unreserved = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~%")

    private static let attributes: Set<Substring> = [
        "part", "vendor", "product", "version", "update", "edition", "language", "sw_edition", "target_sw",
        "target_hw", "other",
    ]

    /// Whether the text is a URI, a formatted string or a well-formed name of a platform.
    static func isValid(_ text: String) -> Bool {
        if text.hasPrefix("wfn:[") { return isWellFormedName(text.dropFirst("wfn:[".count)) }
        if text.hasPrefix("cpe:2.3:") { return isFormatted(text.dropFirst("cpe:2.3:".count)) }
        guard text.lowercased().hasPrefix("cpe:/") else { return false }
        let parts = text.dropFirst("cpe:/".count).split(separator: ":", omittingEmptySubsequences: false)
        guard (1...7).contains(parts.count), ["", "a", "h", "o"].contains(parts[0].lowercased()) else {
            return false
        }
        return parts.allSatisfy { part in part.allSatisfy { unreserved.contains($0) } }
    }

    /// Eleven components between colons that no backslash quotes.
    private static func isFormatted(_ text: Substring) -> Bool {
        let parts = split(text)
        guard parts.count == 11, ["a", "h", "o", "*", "-"].contains(parts[0]) else { return false }
        return parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0.isASCII && !$0.isWhitespace } }
    }

    /// `attribute="value"` pairs between brackets (NISTIR 7695, 5.3).
    private static func isWellFormedName(_ text: Substring) -> Bool {
        guard text.last == "]" else { return false }
        var seen: Set<Substring> = []
        return text.dropLast().split(separator: ",").allSatisfy { pair in
            let sides = pair.split(separator: "=", maxSplits: 1)
            guard sides.count == 2, attributes.contains(sides[0]), seen.insert(sides[0]).inserted else {
                return false
            }
            return ["ANY", "NA"].contains(sides[1])
                || (sides[1].count > 2 && sides[1].first == "\"" && sides[1].last == "\"")
        }
    }

    /// Whether a listed name stands for another one: what it says is also said there.
    static func covers(_ listed: String, _ name: String) -> Bool {
        let listed = canonical(listed)
        let name = canonical(name)
        return listed.count <= name.count && zip(listed, name).allSatisfy { $0.isEmpty || $0 == $1 }
    }

    private static func split(_ text: Substring) -> [String] {
        var parts = [""]
        var isQuoted = false
        for character in text {
            if character == ":", !isQuoted {
                parts.append("")
            } else {
                parts[parts.count - 1].append(character)
            }
            isQuoted = character == "\\" && !isQuoted
        }
        return parts
    }

    /// One spelling of what means the same: small letters, no empty components at the end.
    private static func canonical(_ text: String) -> [String] {
        let isFormatted = text.hasPrefix("cpe:2.3:")
        var parts =
            isFormatted
            ? split(text.dropFirst("cpe:2.3:".count)).map { $0 == "*" ? "" : $0.filter { $0 != "\\" } }
            : text.dropFirst("cpe:/".count).split(separator: ":", omittingEmptySubsequences: false).map(
                String.init)
        while parts.last?.isEmpty == true { parts.removeLast() }
        return parts.map { $0.lowercased() }
    }
}
