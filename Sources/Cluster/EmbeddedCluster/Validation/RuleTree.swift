import CEL
import Kubernetes
import Synchronization

/// The compiled rules of a schema in the schema's own form, without the branches that have none.
final class RuleTree: Sendable {
    let schema: StructuralSchema
    let shape: CELShape
    let rules: [CompiledRule]
    let properties: [(name: String, tree: RuleTree)]
    let items: RuleTree?
    let additional: RuleTree?

    /// Nil when nothing in the schema has rules, or when its values have no type.
    init?(_ schema: StructuralSchema, name: String, isResource: Bool) {
        guard schema.hasRules,
            let shape = SchemaShape.shape(schema, name: name, isResource: isResource)
        else { return nil }
        self.schema = schema
        self.shape = shape
        rules = schema.rules.map { CompiledRule($0, schema: schema, shape: shape) }
        properties = schema.properties.sorted { $0.key < $1.key }.compactMap { member, property in
            RuleTree(property, name: "\(name).\(member)", isResource: property.isEmbeddedResource)
                .map { (member, $0) }
        }
        items = schema.items.flatMap {
            RuleTree($0, name: "\(name).@idx", isResource: $0.isEmbeddedResource)
        }
        additional = schema.additional.flatMap {
            RuleTree($0, name: "\(name).@elem", isResource: $0.isEmbeddedResource)
        }
    }

    /// What kube-apiserver shows as the bad value: the type, for values can be large.
    var shownType: String { schema.types.count == 1 ? schema.types.first?.rawValue ?? "" : "" }
}

/// The rules of a resource, compiled when the first object is to be judged.
///
/// Most definitions that are read at start-up are not written to at once.
public final class ResourceRules: Sendable {
    private let schema: StructuralSchema
    private let tree = Mutex<RuleTree?>(nil)

    /// Nil for a schema without rules.
    init?(_ schema: StructuralSchema) {
        guard schema.hasRules else { return nil }
        self.schema = schema
    }

    var compiled: RuleTree? {
        tree.withLock { tree in
            if tree == nil { tree = RuleTree(schema, name: "selfType", isResource: true) }
            return tree
        }
    }
}
