/// A quantity of Kubernetes, `1.5Gi`, in billionths: the smallest unit that there is.
public struct CELQuantity: Sendable, Hashable, Comparable {
    let nanos: Int128

    /// The largest magnitude that a text may speak of; a larger one counts as this.
    private static let limit = Int128(Int64.max) * 1_000_000_000

    init(nanos: Int128) { self.nanos = nanos }

    /// Reads a quantity; nil for what is none.
    public init?(_ text: String) {
        var rest = text.utf8[...]
        let sign = rest.first
        if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { rest.removeFirst() }
        let number = rest.prefix { ($0 >= 0x30 && $0 <= 0x39) || $0 == UInt8(ascii: ".") }
        let parts = number.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.contains(where: { !$0.isEmpty }),
            let scale = Scale(rest.dropFirst(number.count))
        else { return nil }
        var magnitude = Self.scaled(
            Array(parts.joined()), decimals: parts.count == 2 ? parts[1].count : 0, scale)
        if magnitude > Self.limit { magnitude = Self.limit }
        nanos = sign == UInt8(ascii: "-") ? -magnitude : magnitude
    }

    /// Less is less.
    public static func < (left: CELQuantity, right: CELQuantity) -> Bool { left.nanos < right.nanos }

    /// The number when it is whole and fits.
    var integer: Int64? { nanos % 1_000_000_000 == 0 ? Int64(exactly: nanos / 1_000_000_000) : nil }

    /// What stands behind the number: a power of ten or of two.
    private struct Scale {
        var ten = 0
        var two = 0

        init?(_ suffix: Substring.UTF8View) {
            let text = String(decoding: suffix, as: UTF8.self)
            let decimals = [
                "n": -9, "u": -6, "m": -3, "": 0, "k": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18,
            ]
            let binaries = ["Ki": 10, "Mi": 20, "Gi": 30, "Ti": 40, "Pi": 50, "Ei": 60]
            if let ten = decimals[text] {
                self.ten = ten
            } else if let two = binaries[text] {
                self.two = two
            } else if text.first == "e" || text.first == "E", let ten = Int32(text.dropFirst()) {
                self.ten = Int(ten)
            } else {
                return nil
            }
        }
    }

    /// Digits times a scale, rounded up to a billionth; more than the limit becomes just more than it.
    private static func scaled(_ digits: [UInt8], decimals: Int, _ scale: Scale) -> Int128 {
        // More than eighteen decimals only matter for rounding.
        let cut = max(0, decimals - 18)
        let exponent = 9 + scale.ten - (decimals - cut)
        var value: Int128 = 0
        var isInexact = false
        // Digits that a negative exponent drops only matter for rounding.
        let whole = digits.count - cut
        let kept = exponent < 0 && scale.two == 0 ? max(0, whole + exponent) : whole
        for (index, digit) in digits.enumerated() {
            if index < kept {
                if value > limit { break }
                value = value * 10 + Int128(digit - 0x30)
            } else if digit != 0x30 {
                isInexact = true
            }
        }
        var tens = exponent
        while tens > 0, value != 0, value <= limit { (value, tens) = (value * 10, tens - 1) }
        for _ in 0..<scale.two where value <= limit { value *= 2 }
        if exponent < 0 && scale.two > 0 {
            for _ in 0..<(-exponent) where value != 0 {
                if value % 10 != 0 { isInexact = true }
                value /= 10
            }
        }
        return isInexact ? value + 1 : value
    }
}

extension CELQuantity: CELHostValue {
    /// `kubernetes.Quantity`.
    public var type: CELType { .quantity }
}

extension CELLibrary {
    /// `quantity('1Gi')` and what is done with quantities.
    static let quantities = CELLibrary(
        [
            CELFunction("quantity", [.string], .quantity, cost: .traversal(0)) {
                a throws(CELEvaluationError) in
                guard let quantity = CELQuantity(try a.text(0)) else {
                    throw .failed(
                        "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
                    )
                }
                return .host(quantity)
            },
            CELFunction("isQuantity", [.string], .bool, cost: .traversal(0)) { a throws(CELEvaluationError) in
                .bool(CELQuantity(try a.text(0)) != nil)
            },
            member("sign", [], .int) { quantity, _ in .int(Int64(quantity.nanos.signum())) },
            member("isInteger", [], .bool) { quantity, _ in .bool(quantity.integer != nil) },
            member("asInteger", [], .int) { quantity, _ throws(CELEvaluationError) in
                guard let value = quantity.integer else { throw .failed("cannot convert value to integer") }
                return .int(value)
            },
            member("asApproximateFloat", [], .double) { quantity, _ in .double(Double(quantity.nanos) / 1e9)
            },
            member("isLessThan", [.quantity], .bool) { left, a throws(CELEvaluationError) in
                .bool(left < (try a.host(1, as: CELQuantity.self)))
            },
            member("isGreaterThan", [.quantity], .bool) { left, a throws(CELEvaluationError) in
                .bool(left > (try a.host(1, as: CELQuantity.self)))
            },
            member("compareTo", [.quantity], .int) { left, a throws(CELEvaluationError) in
                let right = try a.host(1, as: CELQuantity.self)
                return .int(left < right ? -1 : left > right ? 1 : 0)
            },
        ]
            + ([.quantity, .int] as [CELType]).flatMap { operand in
                [
                    member("add", [operand], .quantity) { left, a throws(CELEvaluationError) in
                        try sum(left.nanos.addingReportingOverflow(try nanos(a)))
                    },
                    member("sub", [operand], .quantity) { left, a throws(CELEvaluationError) in
                        try sum(left.nanos.subtractingReportingOverflow(try nanos(a)))
                    },
                ]
            })

    private static func member(
        _ name: String, _ parameters: [CELType], _ result: CELType,
        _ body: @escaping @Sendable (CELQuantity, [CELValue]) throws(CELEvaluationError) -> CELValue
    ) -> CELFunction {
        CELFunction(name, isMember: true, [.quantity] + parameters, result) { a throws(CELEvaluationError) in
            try body(try a.host(0, as: CELQuantity.self), a)
        }
    }

    private static func nanos(_ a: [CELValue]) throws(CELEvaluationError) -> Int128 {
        if case .int(let number) = a[1] { return Int128(number) * 1_000_000_000 }
        return try a.host(1, as: CELQuantity.self).nanos
    }

    private static func sum(
        _ result: (partialValue: Int128, overflow: Bool)
    ) throws(CELEvaluationError) -> CELValue {
        if result.overflow { throw .failed("quantity overflow") }
        return .host(CELQuantity(nanos: result.partialValue))
    }
}
