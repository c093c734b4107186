import Bytes

extension JSON {
    /// Equality in which 1 and 1.0 are one number (RFC 6902, section 4.6).
    func equalsNumerically(_ other: JSON) -> Bool {
        switch (self, other) {
        case (.array(let left), .array(let right)):
            left.count == right.count && zip(left, right).allSatisfy { $0.equalsNumerically($1) }
        case (.object(let left), .object(let right)):
            left.keys == right.keys
                && left.allSatisfy { name, value in right[name].map(value.equalsNumerically) ?? false }
        case (.int, .double), (.double, .int): double == other.double
        default: self == other
        }
    }
}
