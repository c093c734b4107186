import Bytes

/// A place in a configuration file; reads what stands under it and says where something else stands.
struct ConfigField {
    let file: String
    let path: String
    let json: JSON

    var place: ConfigPlace { ConfigPlace(file: file, field: path) }

    /// What stands under a name; nil when it is absent or null.
    private func value(_ name: String) -> JSON? {
        guard let value = json[name], !value.isNull else { return nil }
        return value
    }

    /// The text of a member; an empty one reads as absent, as Go's zero value does.
    func string(_ name: String) throws(RemoteClusterError) -> String? {
        guard let value = value(name) else { return nil }
        guard let text = value.string else { throw wrong(name, "text", value) }
        return text.isEmpty ? nil : text
    }

    /// The text of a member that must be there.
    func required(_ name: String) throws(RemoteClusterError) -> String {
        if let text = try string(name) { return text }
        throw place.error(name, "must be set")
    }

    func flag(_ name: String) throws(RemoteClusterError) -> Bool {
        guard let value = value(name) else { return false }
        guard let flag = value.bool else { throw wrong(name, "true or false", value) }
        return flag
    }

    func strings(_ name: String) throws(RemoteClusterError) -> [String] {
        try elements(name).map { (element) throws(RemoteClusterError) -> String in
            guard let text = element.json.string else { throw element.place.error("must be text") }
            return text
        }
    }

    /// The bytes behind Base64.
    func data(_ name: String) throws(RemoteClusterError) -> [UInt8]? {
        guard let text = try string(name) else { return nil }
        guard let bytes = Base64.decode(text.filter { !$0.isWhitespace }) else {
            throw place.error(name, "is not Base64")
        }
        return bytes
    }

    /// An object under a name, or nil.
    func object(_ name: String) throws(RemoteClusterError) -> ConfigField? {
        guard let value = value(name) else { return nil }
        guard value.object != nil else { throw wrong(name, "an object", value) }
        return ConfigField(file: file, path: child(name), json: value)
    }

    /// The members of an object under a name.
    func members(_ name: String) throws(RemoteClusterError) -> [(key: String, value: ConfigField)] {
        guard let object = try object(name), let members = object.json.object else { return [] }
        return members.map { ($0.key, ConfigField(file: file, path: object.child($0.key), json: $0.value)) }
    }

    /// The elements of a list under a name.
    func elements(_ name: String) throws(RemoteClusterError) -> [ConfigField] {
        guard let value = value(name) else { return [] }
        guard let elements = value.array else { throw wrong(name, "a list", value) }
        return elements.enumerated().map {
            ConfigField(file: file, path: "\(child(name))[\($0.offset)]", json: $0.element)
        }
    }

    /// Content that is given inline as `NAME-data` or as the path `NAME`; inline counts first.
    func content(_ name: String, folder: String) throws(RemoteClusterError) -> ConfigData? {
        if let bytes = try data("\(name)-data") { return .inline(bytes) }
        guard let path = try string(name) else { return nil }
        return .file(Self.resolve(path, in: folder), field: child(name))
    }

    /// Paths in a configuration file are relative to the file.
    static func resolve(_ path: String, in folder: String) -> String {
        path.hasPrefix("/") || folder.isEmpty ? path : "\(folder)/\(path)"
    }

    func child(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

    private func wrong(_ name: String, _ wanted: String, _ value: JSON) -> RemoteClusterError {
        let found =
            switch value {
            case .string: "text"
            case .array: "a list"
            case .object: "an object"
            case .bool: "true or false"
            case .null: "nothing"
            case .int, .double: "a number"
            }
        return RemoteClusterError(
            source: file, field: child(name), reason: "must be \(wanted) and is \(found)")
    }
}
