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
                if PlatformName.canonical(listed) == PlatformName.canonical(name) { isListed = true }
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

    /// Whether the text is a URI or a formatted string that names a platform.
    static func isValid(_ text: String) -> Bool {
        if text.hasPrefix("cpe:2.3:") { return isFormatted(text.dropFirst("cpe:2.3:".count)) }
        guard text.lowercased().hasPrefix("cpe:/") else { return false }
        let parts = text.dropFirst("cpe:/".count).split(separator: ":", omittingEmptySubsequences: false)
        guard (1...7).contains(parts.count), ["", "a", "h", "o"].contains(parts[0].lowercased()) else { return false }
        return parts.allSatisfy { part in part.allSatisfy { unreserved.contains($0) } }
    }

    /// Eleven components between colons that no backslash quotes.
    private static func isFormatted(_ text: Substring) -> Bool {
        let parts = split(text)
        guard parts.count == 11, ["a", "h", "o", "*", "-"].contains(parts[0]) else { return false }
        return parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0.isASCII && !$0.isWhitespace } }
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
    static func canonical(_ text: String) -> [String] {
        let isFormatted = text.hasPrefix("cpe:2.3:")
        var parts =
            isFormatted
            ? split(text.dropFirst("cpe:2.3:".count)).map { $0 == "*" ? "" : $0.filter { $0 != "\\" } }
            : text.dropFirst("cpe:/".count).split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        while parts.last?.isEmpty == true { parts.removeLast() }
        return parts.map { $0.lowercased() }
    }
}
