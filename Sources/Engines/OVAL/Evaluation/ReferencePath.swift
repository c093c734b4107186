/// The chain of definitions, objects, states and variables that are being evaluated, each because of the one
/// before it.
///
/// It finds cycles before they become endless, and bounds the chain before it becomes too deep for the stack.
struct ReferencePath {
    /// The longest chain that is followed; real content stays below 20.
    static let limit = 200

    private var ids: [String] = []
    /// Whether a chain was not followed; what comes of it depends on where it was entered.
    private(set) var metObstacle = false

    /// Why a chain is not followed.
    enum Obstacle: Error, CustomStringConvertible {
        /// The ids from one to itself.
        case cycle([String])
        /// More than the limit.
        case tooDeep

        var description: String {
            switch self {
            case .cycle(let ids):
                ids.count == 2
                    ? "\"\(ids[0])\" refers to itself"
                    : "\"\(ids[0])\" refers to itself through "
                        + ids.dropFirst().dropLast().map { "\"\($0)\"" }.joined(separator: ", ")
            case .tooDeep: "references are nested deeper than \(ReferencePath.limit)"
            }
        }
    }

    mutating func enter(_ id: String) throws(Obstacle) {
        if let start = ids.firstIndex(of: id) {
            metObstacle = true
            throw .cycle(Array(ids[start...]) + [id])
        }
        if ids.count >= Self.limit {
            metObstacle = true
            throw .tooDeep
        }
        ids.append(id)
    }

    mutating func leave() { ids.removeLast() }
}
