extension Evaluator {
    /// A state ready to be held against items.
    func matcher(ofState id: String) -> StateMatcher {
        if let known = matchers[id] { return known }
        guard let state = definitions.states[id] else {
            lose(.state(id))
            return StateMatcher(id: id, entities: [], combination: .and)
        }
        let matcher: StateMatcher
        do throws(ReferencePath.Obstacle) {
            try path.enter(id)
            matcher = StateMatcher(
                id: id, entities: state.entities.map(self.condition(of:)), combination: state.combination)
            path.leave()
        } catch {
            let broken = StateMatcher.Condition.broken("state \"\(id)\": \(error)")
            matcher = StateMatcher(
                id: id,
                entities: state.entities.map {
                    .init(name: FieldName($0.name), condition: broken, entityCheck: .all)
                },
                combination: state.combination)
        }
        matchers[id] = matcher
        return matcher
    }

    private func condition(of entity: Entity) -> StateMatcher.Entity {
        let condition: StateMatcher.Condition
        switch entity.value {
        case .record(let fields): condition = .record(fields.map(self.condition(of:)))
        case .literal, .variable:
            do throws(EntityProblem) {
                condition = .value(try query(of: entity))
            } catch {
                condition = .broken("\(entity.name): \(error.sentence)")
            }
        }
        return StateMatcher.Entity(
            name: FieldName(entity.name), condition: condition, entityCheck: entity.entityCheck)
    }
}

extension StateMatcher {
    /// What keeps the state from being compared, one sentence each.
    var complaints: [String] { entities.flatMap(\.condition.complaints).map { "state \"\(id)\": \($0)" } }
}

extension StateMatcher.Condition {
    fileprivate var complaints: [String] {
        switch self {
        case .value: []
        case .broken(let sentence): [sentence]
        case .record(let entities): entities.flatMap(\.condition.complaints)
        }
    }
}
