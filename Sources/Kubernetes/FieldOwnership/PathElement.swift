public import Bytes

/// One step of the way to a field, as `fieldsV1` of `metadata.managedFields` spells it.
///
/// Steps are kept in that spelling: it is canonical, so equal steps are equal texts, and a set of fields can
/// be read, compared and written without taking its steps apart.
public struct PathElement: Sendable, Hashable {
    /// `f:name`, `k:{"key":"value"}`, `v:value` or `i:index`.
    public let text: String

    /// Takes a step that is spelt canonically, such as one that the server itself has stored.
    public init(canonical text: String) { self.text = text }

    /// A member of an object.
    public static func field(_ name: String) -> PathElement { PathElement(canonical: "f:" + name) }

    /// An element of a list that is a map by some of its members.
    public static func key(_ members: JSONObject) -> PathElement {
        var bytes = Array("k:{".utf8)
        for (name, value) in members {
            if bytes.count > 3 { bytes.append(UInt8(ascii: ",")) }
            JSON.write(string: name, into: &bytes)
            bytes.append(UInt8(ascii: ":"))
            normal(value).write(into: &bytes)
        }
        bytes.append(UInt8(ascii: "}"))
        return spelt(bytes)
    }

    /// An element of a list that is a set.
    public static func value(_ value: JSON) -> PathElement {
        var bytes = Array("v:".utf8)
        normal(value).write(into: &bytes)
        return spelt(bytes)
    }

    /// Reads a step that somebody else has spelt.
    ///
    /// - Returns: nil for a kind of step that is not known, which is to be ignored.
    /// - Throws: what is wrong with it.
    static func reading(_ text: String) throws(FieldSetError) -> PathElement? {
        let bytes = text.utf8
        guard bytes.count >= 2 else { throw FieldSetError("key must be 2 characters long") }
        guard bytes.dropFirst().first == UInt8(ascii: ":") else {
            throw FieldSetError("missing colon: \(text)")
        }
        let rest = text.dropFirst(2)
        switch bytes.first {
        case UInt8(ascii: "f"): return PathElement(canonical: text)
        case UInt8(ascii: "v"): return .value(try json(rest))
        case UInt8(ascii: "k"):
            guard let members = try json(rest).object else {
                throw FieldSetError("the key is no object: \(text)")
            }
            return .key(members)
        case UInt8(ascii: "i"):
            guard let index = Int(rest) else { throw FieldSetError("the index is no number: \(text)") }
            return PathElement(canonical: "i:\(index)")
        default: return nil
        }
    }

    /// The name of the member, or nil for an element of a list.
    var fieldName: Substring? { text.utf8.first == UInt8(ascii: "f") ? text.dropFirst(2) : nil }

    /// Two spellings of one letter are two names, so bytes are compared and not letters.
    public static func == (left: PathElement, right: PathElement) -> Bool {
        left.text.utf8.elementsEqual(right.text.utf8)
    }

    /// Hashes the bytes of the spelling.
    public func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }

    /// Byte order of the spelling: the order in which `fieldsV1` holds its members.
    static func precedes(_ left: PathElement, _ right: PathElement) -> Bool {
        JSONObject.precedes(left.text, right.text)
    }

    private static func json(_ text: Substring) throws(FieldSetError) -> JSON {
        do { return try JSON(parsing: Array(text.utf8)) } catch { throw FieldSetError("\(error)") }
    }

    /// Like Go's encoder nothing is spelt that HTML would read as a tag.
    private static func spelt(_ bytes: [UInt8]) -> PathElement {
        PathElement(canonical: GoText.escapingHTML(String(decoding: bytes, as: UTF8.self)))
    }

    /// Equal numbers are spelt alike.
    private static func normal(_ value: JSON) -> JSON {
        switch value {
        case .double(let number): Int64(exactly: number).map(JSON.int) ?? value
        case .array(let elements): .array(elements.map(normal))
        case .object(let members): .object(JSONObject(members.map { ($0.key, normal($0.value)) }))
        default: value
        }
    }
}

extension PathElement: CustomStringConvertible {
    /// The step as messages show it: `.name`, `[key="value"]`, `[="value"]`, `[0]`.
    public var description: String {
        let rest = text.dropFirst(2)
        let json = try? Self.json(rest)
        switch (text.utf8.first, json) {
        case (UInt8(ascii: "f"), _): return ".\(rest)"
        case (UInt8(ascii: "k"), .object(let members)?):
            return "[\(members.map { "\($0.key)=\(GoText.shown($0.value))" }.joined(separator: ","))]"
        case (UInt8(ascii: "v"), let value?): return "[=\(GoText.shown(value))]"
        default: return "[\(rest)]"
        }
    }

    /// Whether this step stands before another in messages: numbers are ordered as numbers there.
    func isShownBefore(_ other: PathElement) -> Bool {
        guard fieldName == nil, other.fieldName == nil, let left = sortValues, let right = other.sortValues
        else { return Self.precedes(self, other) }
        for (left, right) in zip(left, right) where left != right {
            if let left = left.double, let right = right.double { return left < right }
            break
        }
        return Self.precedes(self, other)
    }

    private var sortValues: [JSON]? {
        guard let json = try? Self.json(text.dropFirst(2)) else { return nil }
        return json.object.map { $0.map(\.value) } ?? [json]
    }
}

/// What is wrong with a set of fields that somebody sent.
public struct FieldSetError: Error, Equatable, CustomStringConvertible {
    /// The sentence for a person.
    public let description: String

    init(_ description: String) { self.description = description }
}
