public import Bytes

/// Who owns which fields of an object: `metadata.managedFields` (meta.k8s.io/v1 `ManagedFieldsEntry`).
public struct ManagedFields: Sendable, Hashable {
    /// How fields came to be owned.
    public enum Operation: String, Sendable {
        /// By server-side apply.
        case apply = "Apply"
        /// By any other write.
        case update = "Update"
    }

    /// Who owns fields: the same name owns apart by each operation and subresource.
    public struct Manager: Sendable, Hashable {
        /// The name that the writer gave.
        public var name: String
        /// How it wrote.
        public var operation: Operation
        /// The version of the object that it wrote; empty for an apply, which is one whatever the version.
        public var apiVersion: String
        /// The subresource that it wrote, or empty.
        public var subresource: String

        /// What entries are ordered by where nothing else decides: the identifier that kube-apiserver uses.
        var identifier: String {
            var members: [String] = []
            if !name.isEmpty { members.append("\"manager\":\(JSON.string(name).text)") }
            members.append("\"operation\":\"\(operation.rawValue)\"")
            if !apiVersion.isEmpty { members.append("\"apiVersion\":\(JSON.string(apiVersion).text)") }
            if !subresource.isEmpty { members.append("\"subresource\":\(JSON.string(subresource).text)") }
            return "{\(members.joined(separator: ","))}"
        }
    }

    /// What a manager owns.
    public struct Entry: Sendable, Hashable {
        /// The fields.
        public var fields: FieldSet
        /// The version in which they are spelt.
        public var apiVersion: String
        /// When the manager last changed something, in RFC 3339; nil when it never did.
        public var time: String?
    }

    /// What each manager owns; nobody is in it who owns nothing.
    public var entries: [Manager: Entry] = [:]

    /// Nobody owns anything.
    public init() {}

    /// True when nobody owns anything.
    public var isEmpty: Bool { entries.isEmpty }

    /// Reads the entries that an object holds.
    ///
    /// - Parameter isStored: whether the server itself has written them, so that their fields need no check.
    /// - Throws: what is wrong with an entry.
    public init(_ json: JSON?, isStored: Bool) throws(FieldSetError) {
        guard let json, !json.isNull else { return }
        guard let list = json.array else { throw FieldSetError("managedFields must be a list") }
        for (index, entry) in list.enumerated() {
            guard let operation = (entry["operation"]?.string).flatMap(Operation.init) else {
                throw FieldSetError("operation must be `Apply` or `Update`")
            }
            guard let apiVersion = entry["apiVersion"]?.string, !apiVersion.isEmpty else {
                throw FieldSetError("apiVersion must not be empty")
            }
            let type = entry["fieldsType"]?.string ?? ""
            if type != "FieldsV1" {
                throw FieldSetError(
                    type.isEmpty
                        ? "missing fieldsType in managed fields entry \(index)"
                        : "invalid fieldsType \(GoText.quoted(type)) in managed fields entry \(index)")
            }
            let fields = entry["fieldsV1"] ?? [:]
            let manager = Manager(
                name: entry["manager"]?.string ?? "", operation: operation,
                apiVersion: operation == .apply ? "" : apiVersion,
                subresource: entry["subresource"]?.string ?? "")
            entries[manager] = Entry(
                fields: isStored ? FieldSet(stored: fields) : try FieldSet(checking: fields),
                apiVersion: apiVersion, time: entry["time"]?.string)
        }
    }

    /// The entries as an object holds them, or nil when there are none.
    ///
    /// Applies come before updates, older entries before newer ones.
    public var json: JSON? {
        if entries.isEmpty { return nil }
        let sorted = entries.count == 1 ? Array(entries) : entries.sorted { Self.precedes($0, $1) }
        return .array(sorted.map { Self.json($0.key, $0.value) })
    }

    private static func precedes(
        _ left: (key: Manager, value: Entry), _ right: (key: Manager, value: Entry)
    ) -> Bool {
        if left.key.operation != right.key.operation {
            return left.key.operation.rawValue < right.key.operation.rawValue
        }
        if left.value.time != right.value.time {
            let (earlier, later) = (left.value.seconds, right.value.seconds)
            if earlier != later { return earlier < later }
        }
        if left.key.name != right.key.name { return left.key.name < right.key.name }
        if left.value.apiVersion != right.value.apiVersion {
            return left.value.apiVersion < right.value.apiVersion
        }
        return left.key.subresource < right.key.subresource
    }

    private static func json(_ manager: Manager, _ entry: Entry) -> JSON {
        var members = JSONObject()
        members["apiVersion"] = .string(entry.apiVersion)
        members["fieldsType"] = "FieldsV1"
        members["fieldsV1"] = entry.fields.fieldsV1
        if !manager.name.isEmpty { members["manager"] = .string(manager.name) }
        members["operation"] = .string(manager.operation.rawValue)
        if !manager.subresource.isEmpty { members["subresource"] = .string(manager.subresource) }
        if let time = entry.time { members["time"] = .string(time) }
        return .object(members)
    }

    /// Whether two lists of entries say the same, whenever it was written.
    public static func areAlikeButForTimes(_ left: JSON?, _ right: JSON?) -> Bool {
        guard let left = left?.array, let right = right?.array else { return left == right }
        return left.count == right.count
            && zip(left, right).allSatisfy { left, right in
                guard var left = left.object, var right = right.object else { return left == right }
                left["time"] = nil
                right["time"] = nil
                return left == right
            }
    }
}

extension ManagedFields.Entry {
    /// Whole seconds since 1970; 0 for an entry without a time.
    var seconds: Int64 { time.flatMap(Timestamp.init)?.seconds ?? 0 }
}
