/// The records of an extended header (POSIX.1-2017, pax, "pax Extended Header"): what overrides the fields of the
/// entry that follows.
struct PAXRecords {
    private(set) var values: [String: [UInt8]] = [:]

    /// How much the records hold.
    var byteCount: Int { values.reduce(0) { $0 + $1.key.utf8.count + $1.value.count } }

    static let attributePrefix = "SCHILY.xattr."

    /// No records.
    init() {}

    /// Reads `LENGTH KEYWORD=VALUE\n` records; nil when one is not of that form.
    init?(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            guard let blank = rest.prefix(12).firstIndex(of: UInt8(ascii: " ")),
                let length = Int(String(decoding: rest[..<blank], as: UTF8.self)),
                length > blank - rest.startIndex + 1, length <= rest.count
            else { return nil }
            let record = rest[(blank + 1)..<(rest.startIndex + length)]
            guard record.last == UInt8(ascii: "\n"),
                let equals = record.firstIndex(of: UInt8(ascii: "=")), equals > record.startIndex
            else { return nil }
            values[String(decoding: record[..<equals], as: UTF8.self)] = Array(
                record[(equals + 1)...].dropLast())
            rest = rest[(rest.startIndex + length)...]
        }
    }

    /// The records with those of a header nearer to the entry in front.
    func overridden(by nearer: PAXRecords) -> PAXRecords {
        var result = self
        result.values.merge(nearer.values) { $1 }
        return result
    }

    /// A value as a whole number without the fraction of a second.
    ///
    /// The inner nil is a value that is no number.
    func number(_ keyword: String) -> Int?? {
        guard let value = values[keyword] else { return .none }
        let whole = value.prefix { $0 != UInt8(ascii: ".") }
        return .some(Int(String(decoding: whole, as: UTF8.self)))
    }

    /// The extended attributes among the records.
    var attributes: [String: [UInt8]] {
        var result: [String: [UInt8]] = [:]
        for (keyword, value) in values where keyword.hasPrefix(Self.attributePrefix) {
            result[String(keyword.dropFirst(Self.attributePrefix.count))] = value
        }
        return result
    }
}
