import Bytes

/// A row of a feed while it is read: where it stands, and where what is wrong with it goes.
struct Row {
    let file: String
    let place: String
    let give: (FeedItem) -> Void

    func quarantine(_ field: String, _ reason: String) {
        give(.quarantined(QuarantinedRow(file: file, place: place, field: field, reason: reason)))
    }

    /// The text of a member; nil when it is missing, null or, which is said, no text.
    func string(_ parent: JSONView, _ name: String, in path: String = "") -> String? {
        let value = parent[name]
        if value.isMissing || value.isNull { return nil }
        if let text = value.string { return text }
        quarantine(Self.join(path, name), "is no text")
        return nil
    }

    /// The texts of a member that is a list; empty when it is missing.
    func strings(_ parent: JSONView, _ name: String, in path: String = "") -> [String] {
        var texts: [String] = []
        for (index, element) in list(parent, name, in: path).enumerated() {
            if let text = element.string {
                texts.append(text)
            } else {
                quarantine("\(Self.join(path, name))[\(index)]", "is no text")
            }
        }
        return texts
    }

    /// The elements of a member that is a list; empty when it is missing.
    func list(_ parent: JSONView, _ name: String, in path: String = "") -> [JSONView] {
        let value = parent[name]
        if value.isMissing || value.isNull { return [] }
        if !value.isArray { quarantine(Self.join(path, name), "is no list") }
        return value.elements
    }

    /// The time of a member.
    func time(_ parent: JSONView, _ name: String, in path: String = "") -> Timestamp? {
        guard let text = string(parent, name, in: path) else { return nil }
        if let time = Timestamp(text) { return time }
        quarantine(Self.join(path, name), "\"\(text.prefix(100))\" is no time")
        return nil
    }

    /// A score from a vector; nil when, which is said, it is none.
    func score(_ vector: String, source: String, field: String) -> Score? {
        do throws(CVSSError) { return Score(.vector(try CVSSVector(vector)), source: source) } catch {
            quarantine(field, error.description)
            return nil
        }
    }

    static func join(_ path: String, _ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }
}

extension JSONView {
    /// Whether the value is a list.
    var isArray: Bool { rawBytes.first == UInt8(ascii: "[") && string == nil }
    /// Whether the value is an object.
    var isObject: Bool { rawBytes.first == UInt8(ascii: "{") && string == nil }
}

extension FeedFile {
    /// The file's JSON; nil when, which is said, it is none.
    func json(_ give: (FeedItem) -> Void) -> JSONView? {
        do throws(JSONError) { return try JSONDocument(bytes).root } catch {
            give(.quarantined(QuarantinedRow(file: name, reason: error.description)))
            return nil
        }
    }
}
