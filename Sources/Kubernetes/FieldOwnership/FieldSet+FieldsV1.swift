public import Bytes

extension FieldSet {
    /// The set as `fieldsV1` holds it (meta.k8s.io/v1 `FieldsV1`).
    public var fieldsV1: JSON {
        var members = JSONObject()
        // The dot sorts before every step, so the members arrive in order.
        if isMember && !steps.isEmpty { members["."] = [:] }
        for (step, node) in zip(steps, nodes) { members[step.text] = node.fieldsV1 }
        return .object(members)
    }

    /// Reads a set that the server itself has written.
    init(stored json: JSON) {
        var set = FieldSet()
        for (name, value) in json.object ?? [:] {
            if name == "." { set.isMember = true } else { set.add(Self.node(value), behind: name) }
        }
        // Nobody owns "the whole object".
        set.isMember = false
        self = set
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
        var set = FieldSet(stored: json)
        set.isMember = set.steps.isEmpty || json["."] != nil
        return set
    }

    private mutating func add(_ node: FieldSet, behind name: String) {
        add(node, behind: PathElement(canonical: name))
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
