/// One entry of an `Accept` header, or a `Content-Type`: a media type and its parameters.
struct MediaRange: Sendable, Equatable {
    /// The type in lower case, such as `application/json`.
    var type: String
    /// The parameters; `q` is not among them.
    var parameters: [String: String] = [:]
    /// How much it is wanted, 0 to 1.
    var quality: Double = 1

    /// Reads one entry.
    init(_ text: Substring) {
        let parts = text.utf8.split(separator: UInt8(ascii: ";"))
        type = parts.first.map { Self.trim($0).lowercased() } ?? ""
        for part in parts.dropFirst() {
            let halves = part.split(separator: UInt8(ascii: "="), maxSplits: 1).map(Self.trim)
            guard halves.count == 2 else { continue }
            if halves[0] == "q" {
                quality = Double(halves[1]) ?? 0
            } else {
                parameters[halves[0].lowercased()] = halves[1].filter { $0 != "\"" }
            }
        }
    }

    /// Reads an `Accept` header: the entries that are wanted most come first.
    static func accept(_ header: String?) -> [MediaRange] {
        guard let header, !header.isEmpty else { return [MediaRange("*/*")] }
        let entries = header.utf8.split(separator: UInt8(ascii: ",")).map { MediaRange(Substring($0)) }
        if entries.count == 1 { return entries.filter { $0.quality > 0 } }
        return entries.enumerated()
            .sorted { ($0.element.quality, -$0.offset) > ($1.element.quality, -$1.offset) }
            .map(\.element)
            .filter { $0.quality > 0 }
    }

    /// True when the entry accepts this type, by name or by wildcard.
    func includes(_ type: String) -> Bool {
        self.type == type || self.type == "*/*" || self.type == "\(type.prefix { $0 != "/" })/*"
    }

    private static func trim(_ text: Substring.UTF8View) -> Substring {
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
        let start = text.drop(while: isBlank)
        let end = start.lastIndex { !isBlank($0) }.map { start.index(after: $0) } ?? start.startIndex
        return Substring(start[..<end])
    }
}
