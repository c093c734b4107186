extension Expression {
    /// The dotted name that the expression may be, such as `optional.of` of `optional.of(1)`.
    var qualifiedName: String? {
        switch kind {
        case .identifier(let name, _): name
        case .select(let operand, let field): operand.qualifiedName.map { "\($0).\(field)" }
        default: nil
        }
    }

    /// The first name of a dotted name.
    var firstName: (name: String, isRooted: Bool)? {
        switch kind {
        case .identifier(let name, let isRooted): (name, isRooted)
        case .select(let operand, _): operand.firstName
        default: nil
        }
    }

    /// The expressions directly below.
    var children: [Expression] {
        switch kind {
        case .literal, .identifier: []
        case .select(let operand, _), .presence(let operand, _), .optionalSelect(let operand, _): [operand]
        case .call(_, let target, let arguments): (target.map { [$0] } ?? []) + arguments
        case .list(let elements): elements.map(\.value)
        case .map(let entries): entries.flatMap { [$0.key, $0.value] }
        case .message(_, let fields): fields.map(\.value)
        case .fold(let fold): [fold.range] + [fold.predicate, fold.transform].compactMap { $0 }
        case .optionalMap(let target, _, let body, _): [target, body]
        }
    }
}
