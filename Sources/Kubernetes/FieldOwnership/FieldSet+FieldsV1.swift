public import Bytes

extension FieldSet {
    /// The set as `fieldsV1` holds it (meta.k8s.io/v1 `FieldsV1`).
    public var fieldsV1: JSON {
        if steps.isEmpty { return .object(JSONObject()) }
        var names = steps.map(\.text)
        var values = nodes.map(\.fieldsV1)
        // The dot sorts before every step.
        if isMember {
            names.insert(".", at: 0)
            values.insert(.object(JSONObject()), at: 0)
        }
        return .object(JSONObject(sortedNames: names, values: values))
    }

    /// Reads a set that the server itself has written.
    init(stored json: JSON) {
        self = Self.node(json)
        // Nobody owns "the whole object".
        isMember = false
    }

    /// Reads a set that somebody else may have written: its steps are checked and spelt canonically.
    ///
    /// Steps of a kind that is not known are left out.
    public init(checking json: JSON) throws(FieldSetError) {
        self.init()
        self = try Self.checked(json)
        isMember = false
    }

    private static func node(_ json: JSON) -> FieldSet {
        guard let members = json.object, !members.isEmpty else { return .leaf }
        var set = FieldSet()
        for (name, value) in members {
            if name == "." {
                set.isMember = true
            } else {
                set.add(node(value), behind: PathElement(canonical: name))
            }
        }
        if set.steps.isEmpty { set.isMember = true }
        return set
    }

    private static func checked(_ json: JSON) throws(FieldSetError) -> FieldSet {
        guard let members = json.object else {
            if json.isNull { return .leaf }
            throw FieldSetError("a set of fields must be an object")
        }
        var set = FieldSet()
        for (name, value) in members {
            if name == "." {
                set.isMember = true
            } else if let step = try PathElement.reading(name) {
                set.add(try checked(value), behind: step)
            }
        }
        if set.steps.isEmpty { set.isMember = true }
        return set
    }
}
