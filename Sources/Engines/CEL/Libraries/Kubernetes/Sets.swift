extension CELLibrary {
    /// Lists taken as sets.
    static let sets = CELLibrary([
        relation("sets.contains") { left, right in right.values.allSatisfy(left.contains) },
        relation("sets.intersects") { left, right in right.values.contains(where: left.contains) },
        relation("sets.equivalent") { left, right in
            right.values.allSatisfy(left.contains) && left.values.allSatisfy(right.contains)
        },
    ])

    private static func relation(
        _ name: String, _ holds: @escaping @Sendable (CELList, CELList) -> Bool
    ) -> CELFunction {
        let list = CELType.list(.parameter("T"))
        return CELFunction(name, [list, list], .bool, cost: .product) { a throws(CELEvaluationError) in
            .bool(holds(try a.list(0), try a.list(1)))
        }
    }
}
