import Bytes
import YAML

/// What a filter leaves of an answer, as the check's file holds it.
struct FilteredAnswer {
    /// The file's bytes; empty when the filter gives nothing.
    let bytes: [UInt8]
    /// Whether the filter gives more values than the one that counts.
    let hasMore: Bool

    init(_ value: JSON, filter: String, read: JSONFilterReader) throws {
        let outputs = try Self.outputs(of: value, filter, read)
        hasMore = outputs.count > 1
        guard let first = outputs.first else {
            bytes = []
            return
        }
        bytes = Self.structured(first).bytes
    }

    /// Lists that a cluster leaves out as `null` are iterated over by many a filter: those get a second try that
    /// takes nothing for an empty list.
    private static func outputs(of value: JSON, _ filter: String, _ read: JSONFilterReader) throws -> [JSON] {
        let first = try read(filter)
        do { return try first.outputs(of: value) } catch {
            let tolerant = Self.tolerant(filter)
            let sentence = "\(error)"
            guard tolerant != filter,
                sentence.hasSuffix(": null") || sentence.contains("null (null)")
                    || sentence.contains("over null")
            else { throw error }
            return try read(tolerant).outputs(of: value)
        }
    }

    /// The filter with `[]?` for `[]`, outside of texts.
    static func tolerant(_ filter: String) -> String {
        var result: [UInt8] = []
        var isQuoted = false
        let bytes = Array(filter.utf8)
        var place = 0
        while place < bytes.count {
            let byte = bytes[place]
            result.append(byte)
            place += 1
            if isQuoted, byte == UInt8(ascii: "\\"), place < bytes.count {
                result.append(bytes[place])
                place += 1
            } else if byte == UInt8(ascii: "\"") {
                isQuoted.toggle()
            } else if !isQuoted, byte == UInt8(ascii: "["), place < bytes.count,
                bytes[place] == UInt8(ascii: "]"), place >= 2, bytes[place - 2] != UInt8(ascii: " ")
            {
                result.append(bytes[place])
                place += 1
                if place >= bytes.count || bytes[place] != UInt8(ascii: "?") {
                    result.append(UInt8(ascii: "?"))
                }
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// A text that a filter gives is a document of its own: a ConfigMap's member, for the most part.
    static func structured(_ value: JSON) -> JSON {
        guard case .string(let text) = value else { return value }
        guard let inner = try? YAML.parseOne(text), !inner.isNull else { return value }
        return inner
    }
}
