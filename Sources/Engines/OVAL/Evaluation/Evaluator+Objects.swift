/// Why an entity cannot be compared with anything.
enum EntityProblem: Error {
    /// Its variable has no values.
    case noValues(String)
    /// A value is none of its datatype.
    case badValue(String)

    var sentence: String {
        switch self {
        case .noValues(let sentence), .badValue(let sentence): sentence
        }
    }
}

extension Evaluator {
    /// What was collected for an object.
    public func collection(of id: String) -> Collected {
        if let known = collections[id] { return known }
        guard let object = definitions.objects[id] else {
            return Collected(.error, messages: [lose(.object(id))])
        }
        let collected: Collected
        do throws(ReferencePath.Obstacle) {
            try path.enter(id)
            collected = collect(object)
            path.leave()
        } catch {
            collected = Collected(
                .error, messages: ["\(definitions.file): \(error); the object is not collected"])
        }
        collections[id] = collected
        return collected
    }

    private func collect(_ object: Object) -> Collected {
        switch object.content {
        case .set(let set): return collect(set)
        case .entities(let entities) where object.element == "variable_object":
            return collectVariable(entities)
        case .entities(let entities):
            guard collector.serves(object.element) else {
                unsupportedObjects.insert(object.element)
                return .unsupported(object.element)
            }
            return collect(object, entities)
        }
    }

    private func collect(_ object: Object, _ entities: [Entity]) -> Collected {
        var queries: [String: EntityQuery] = [:]
        for entity in entities {
            do throws(EntityProblem) {
                queries[entity.name] = try query(of: entity)
            } catch .noValues(let sentence) {
                // Nothing can be equal to a value that there is not, whatever kept the variable from having
                // one (oscap agrees, also for a variable in error).
                return Collected(
                    .doesNotExist, messages: ["object \"\(object.id)\": \(entity.name): \(sentence)"])
            } catch {
                return Collected(
                    .error, messages: ["object \"\(object.id)\": \(entity.name): \(error.sentence)"])
            }
        }
        let query = ObjectQuery(
            id: object.id, family: object.family, element: object.element, entities: queries,
            behaviors: object.behaviors, filter: filter(object.filters),
            neededFields: collectsWholeItems ? nil : neededFields[object.id])
        guard let found = collector.remember(query) else { return .unsupported(object.element) }
        remembered[object.id] = found.number
        return found.collected
    }

    /// An entity with its variable resolved and its values compiled.
    func query(of entity: Entity) throws(EntityProblem) -> EntityQuery {
        var texts: [String]
        switch entity.value {
        case .literal(let text): texts = [text]
        case .record: throw .badValue("a record cannot be looked for")
        case .variable(let id):
            let variable = values(ofVariable: id)
            texts = variable.texts
            // A rule that looked for nothing must not pass because a variable goes round in a circle.
            if variable.isRefused { throw .badValue(variable.messages.first ?? "variable \"\(id)\"") }
            if texts.isEmpty {
                throw .noValues(variable.messages.first ?? "variable \"\(id)\" has no values")
            }
        }
        do throws(OperandError) {
            return try EntityQuery(
                name: entity.name, operation: entity.operation, datatype: entity.datatype, values: texts,
                varCheck: entity.varCheck, isNil: entity.isNil, isMasked: entity.isMasked)
        } catch {
            // The sentence quotes the value.
            let isMasked = entity.isMasked || entity.variables.contains(where: masks.hides)
            throw .badValue(
                isMasked
                    ? "a masked value cannot be used with \"\(entity.operation.rawValue)\" as "
                        + entity.datatype.rawValue : error.description)
        }
    }

    func filter(_ filters: [Filter]) -> ItemFilter {
        filters.isEmpty
            ? .none
            : ItemFilter(
                steps: filters.map { .init(excludes: $0.excludes, state: matcher(ofState: $0.state)) })
    }

    /// One item with all the variable's values; no item when there are none.
    ///
    /// When they could not be had, oscap gives the item without them, so that existence is true and a state
    /// unknown.
    private func collectVariable(_ entities: [Entity]) -> Collected {
        guard let entity = entities.first(where: { $0.name == "var_ref" }),
            case .literal(let text) = entity.value
        else { return Collected(.error, messages: ["a variable object has no var_ref"]) }
        let variable = values(ofVariable: text.trimmed)
        if variable.flag == .doesNotExist { return Collected(.doesNotExist, messages: variable.messages) }
        let fields = variable.texts.map { ItemField("value", .text($0), datatype: variable.datatype) }
        let item = Item("variable_item", fields: [ItemField("var_ref", text.trimmed)] + fields)
        return Collected(.complete, items: [item], messages: variable.messages)
    }
}

extension Collected {
    /// No probe serves the object.
    static func unsupported(_ element: String) -> Collected {
        Collected(.notCollected, messages: [unsupportedPrefix + element])
    }

    var isUnsupported: Bool {
        flag == .notCollected && messages.contains { $0.hasPrefix(Self.unsupportedPrefix) }
    }

    private static let unsupportedPrefix = "no probe serves "
}
