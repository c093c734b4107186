/// Random JSON texts out of a small vocabulary, so that two of them often speak of the same members.
public struct RandomJSON: Sendable {
    private let names: [String]
    private let scalars: [String]

    /// Takes the members' names and the texts of scalars; some scalars that every format has to bear are added.
    public init(names: [String], scalars: [String] = []) {
        self.names = names
        self.scalars =
            scalars + [
                "null", "true", "false", "0", "1", "-1", "2.5", "1e300", "9223372036854775807", "\"\"",
                "\"a\"",
                "\"é\\u0000\"",
            ]
    }

    /// The text of a value that is nested at most so deep.
    public func text(_ random: inout SplitMix64, depth: Int = 4) -> String {
        switch random.below(depth > 0 ? 5 : 1) {
        case 0: random.one(of: scalars) ?? "null"
        case 1:
            "[\((0..<random.below(4)).map { _ in text(&random, depth: depth - 1) }.joined(separator: ","))]"
        default: object(&random, depth: depth)
        }
    }

    /// The text of an object.
    public func object(_ random: inout SplitMix64, depth: Int = 4) -> String {
        let members = (0..<random.below(5)).map { _ in
            "\"\(random.one(of: names) ?? "")\":\(text(&random, depth: depth - 1))"
        }
        return "{\(members.joined(separator: ","))}"
    }
}
