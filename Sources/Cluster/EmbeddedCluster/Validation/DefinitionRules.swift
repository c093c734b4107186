import Bytes
import CEL
import Kubernetes

/// What is wrong with the rules of a definition: their form, their expressions, their cost.
struct DefinitionRules {
    /// What one rule may be estimated to cost, and all of a schema together.
    private static let ruleLimit: UInt64 = 10_000_000
    private static let schemaLimit: UInt64 = 100_000_000
    /// So many rules are named when all together cost too much.
    private static let namedRules = 4

    private var form: [StatusError.Cause] = []
    private var causes: [StatusError.Cause] = []
    private var total: UInt64 = 0
    private var costs: [(path: String, cost: UInt64)] = []

    /// Checks all versions of a definition; versions of one schema are judged once.
    static func check(_ definition: CustomResourceDefinition) -> [StatusError.Cause] {
        let schemas = definition.versions.compactMap(\.schema)
        if let first = schemas.first, schemas.count == definition.versions.count,
            schemas.allSatisfy({ $0 == first })
        {
            return check(first, at: "spec.validation.openAPIV3Schema")
        }
        return definition.versions.enumerated().flatMap { index, version in
            version.schema.map { check($0, at: "spec.versions[\(index)].schema.openAPIV3Schema") } ?? []
        }
    }

    private static func check(_ json: JSON, at path: String) -> [StatusError.Cause] {
        let schema = StructuralSchema(json)
        guard schema.hasRules else { return [] }
        var check = DefinitionRules()
        check.checkForm(schema, path)
        // What an expression means depends on the form around it, so that is put right first.
        guard check.form.isEmpty else { return check.form }
        guard let tree = RuleTree(schema, name: "selfType", isResource: true) else {
            return [
                .forbidden("\(path).x-kubernetes-validations", "must not be used on a schema without a type")
            ]
        }
        check.checkTree(tree, path, cardinality: 1, uncorrelatable: nil)
        check.checkTotal(path)
        return check.causes
    }

    // MARK: Form

    private mutating func checkForm(_ schema: StructuralSchema, _ path: String) {
        for (name, property) in schema.properties.sorted(by: { $0.key < $1.key }) {
            checkForm(property, "\(path).properties[\(name)]")
        }
        if let items = schema.items { checkForm(items, "\(path).items") }
        if let additional = schema.additional { checkForm(additional, "\(path).additionalProperties") }
        for (index, rule) in schema.rules.enumerated() {
            checkForm(rule, schema, "\(path).x-kubernetes-validations[\(index)]")
        }
    }

    private mutating func checkForm(_ rule: ValidationRule, _ schema: StructuralSchema, _ path: String) {
        func isBroken(_ text: String) -> Bool { text.utf8.contains { $0 == 0x0A || $0 == 0x0D } }
        let (text, message) = (rule.rule.trimmed, rule.message.trimmed)
        if text.isEmpty {
            form.append(.required("\(path).rule", "rule is not specified"))
        } else if !rule.message.isEmpty && message.isEmpty {
            refuse("\(path).message", rule.message, "message must be non-empty if specified")
        } else if isBroken(message) {
            refuse("\(path).message", rule.message, "message must not contain line breaks")
        } else if isBroken(text) && message.isEmpty {
            form.append(
                .required("\(path).message", "message must be specified if rule contains line breaks"))
        }
        if !rule.messageExpression.isEmpty && rule.messageExpression.trimmed.isEmpty {
            form.append(
                .required("\(path).messageExpression", "messageExpression must be non-empty if specified"))
        }
        let reasons = [
            "FieldValueDuplicate", "FieldValueForbidden", "FieldValueInvalid", "FieldValueRequired",
        ]
        if let reason = rule.reason, !reasons.contains(reason) {
            form.append(.notSupported("\(path).reason", .string(reason), reasons))
        }
        guard !rule.fieldPath.isEmpty else { return }
        let place = "\(path).fieldPath"
        if rule.fieldPath.trimmed.isEmpty {
            refuse(place, rule.fieldPath, "fieldPath must be non-empty if specified")
        }
        if isBroken(rule.fieldPath) {
            refuse(place, rule.fieldPath, "fieldPath must not contain line breaks")
        }
        if RulePath.normalized(rule.fieldPath, in: schema) == nil {
            refuse(place, rule.fieldPath, "fieldPath must be a valid path")
        }
    }

    private mutating func refuse(_ path: String, _ value: String, _ detail: String) {
        form.append(.invalid(path, .string(value), detail))
    }

    // MARK: Expressions

    /// - Parameters:
    ///   - cardinality: how often the value may stand in an object, or nil when nothing but the size of a
    ///     request bounds that.
    ///   - uncorrelatable: the list above whose elements cannot be told apart, or nil.
    private mutating func checkTree(
        _ tree: RuleTree, _ path: String, cardinality: UInt64?, uncorrelatable: String?
    ) {
        for (name, below) in tree.properties {
            checkTree(
                below, "\(path).properties[\(name)]", cardinality: cardinality, uncorrelatable: uncorrelatable
            )
        }
        if let items = tree.items {
            checkTree(
                items, "\(path).items", cardinality: Self.times(cardinality, tree.schema, "maxItems"),
                uncorrelatable: uncorrelatable ?? (tree.schema.listType == "map" ? nil : path))
        }
        if let additional = tree.additional {
            checkTree(
                additional, "\(path).additionalProperties",
                cardinality: Self.times(cardinality, tree.schema, "maxProperties"),
                uncorrelatable: uncorrelatable)
        }
        let count = cardinality ?? SchemaShape.requestLimit / (tree.shape.minSerializedSize + 1)
        for (index, rule) in tree.rules.enumerated() {
            let place = "\(path).x-kubernetes-validations[\(index)]"
            check(rule, tree, place, count: count, uncorrelatable: uncorrelatable)
        }
    }

    private static func times(_ count: UInt64?, _ schema: StructuralSchema, _ bound: String) -> UInt64? {
        guard let count, let most = schema.source[bound]?.int else { return nil }
        let (product, overflows) = count.multipliedReportingOverflow(by: UInt64(max(0, most)))
        return overflows ? .max : product
    }

    private mutating func check(
        _ rule: CompiledRule, _ tree: RuleTree, _ path: String, count: UInt64, uncorrelatable: String?
    ) {
        let shapes = ["self": tree.shape, "oldSelf": tree.shape]
        if let program = rule.program {
            let (cost, overflows) = program.estimatedCost(of: shapes).maximum
                .multipliedReportingOverflow(by: count)
            charge(overflows ? .max : cost, "rule", "\(path).rule")
        }
        if let problem = rule.problem { show(rule, "\(path).rule", problem) }
        if let problem = rule.messageProblem { show(rule, "\(path).messageExpression", problem) }
        if let message = rule.message {
            charge(
                message.estimatedCost(of: shapes).maximum, "messageExpression", "\(path).messageExpression")
        }
        if rule.usesOldSelf {
            if let uncorrelatable {
                causes.append(
                    .invalid(
                        "\(path).rule", .string(rule.rule.rule),
                        "oldSelf cannot be used on the uncorrelatable portion of the schema within \(uncorrelatable)"
                    ))
            }
        } else if rule.problem == nil, let optional = rule.rule.optionalOldSelf {
            causes.append(
                .invalid(
                    "\(path).optionalOldSelf", .bool(optional),
                    "may not be set if oldSelf is not used in rule"))
        }
    }

    private mutating func show(_ rule: CompiledRule, _ path: String, _ problem: String) {
        causes.append(
            StatusError.Cause(
                reason: "FieldValueInvalid", message: "Invalid value: \(rule.rule.shown): \(problem)",
                field: path))
    }

    // MARK: Costs

    private mutating func charge(_ cost: UInt64, _ what: String, _ path: String) {
        if cost > Self.ruleLimit {
            causes.append(.forbidden(path, Self.excess("estimated \(what) cost", cost, Self.ruleLimit)))
        }
        let (sum, overflows) = total.addingReportingOverflow(cost)
        total = overflows ? .max : sum
        costs.append((path, cost))
    }

    private mutating func checkTotal(_ path: String) {
        guard total > Self.schemaLimit else { return }
        for (place, _) in costs.filter({ $0.cost > 0 }).sorted(by: { $0.cost > $1.cost }).prefix(
            Self.namedRules)
        {
            causes.append(
                .forbidden(
                    place,
                    "contributed to estimated rule cost total exceeding cost limit for entire OpenAPIv3 schema"
                ))
        }
        causes.append(
            .forbidden(
                path,
                Self.excess(
                    "x-kubernetes-validations estimated rule cost total for entire OpenAPIv3 schema", total,
                    Self.schemaLimit)))
    }

    private static func excess(_ what: String, _ cost: UInt64, _ limit: UInt64) -> String {
        let factor = Double(cost) / Double(limit)
        let shown =
            factor > 100 ? "more than 100x" : "\(decimal(factor, digits: factor < 1.5 ? 6 : 1))x"
        return
            "\(what) exceeds budget by factor of \(shown) (try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared)"
    }

    /// A number below a thousand with so many decimals.
    private static func decimal(_ value: Double, digits: Int) -> String {
        let scale = (0..<digits).reduce(1) { scale, _ in scale * 10 }
        let units = Int((value * Double(scale)).rounded())
        let fraction = String(units % scale)
        return "\(units / scale).\(String(repeating: "0", count: digits - fraction.count))\(fraction)"
    }
}
