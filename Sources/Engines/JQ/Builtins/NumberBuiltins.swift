import Glibc

extension Builtins {
    static let numbers: Table = {
        var table: Table = [
            "infinite/0": unary { _ in .number(.infinity) },
            "nan/0": unary { _ in .number(.nan) },
            "isinfinite/0": unary { .bool(try number($0).isInfinite) },
            "isnan/0": unary { .bool(try number($0).isNaN) },
            "isnormal/0": unary { .bool(try number($0).isNormal) },
            "isfinite/0": unary { input in .bool(input.double.map { !$0.isInfinite } ?? false) },
            "abs/0": unary { input in
                switch input {
                case .number(let number): return .number(number < 0 ? -number : number)
                case .literal(let literal): return .literal(literal.isNegative ? literal.negated() : literal)
                default:
                    if try Value.order(input, .number(0)) < 0 { throw Raised(input, "cannot be negated") }
                    return input
                }
            },
            "frexp/0": unary { input in
                let number = try number(input)
                if number.isNaN || number.isInfinite { return .array([.number(number), .number(0)]) }
                var power: Int32 = 0
                let fraction = Glibc.frexp(number, &power)
                return .array([.number(fraction), .number(Int(power))])
            },
            "modf/0": unary { input in
                let number = try number(input)
                if number.isInfinite {
                    return .array([.number(number < 0 ? -0.0 : 0.0), .number(number)])
                }
                let whole = number.rounded(.towardZero)
                return .array([.number(number - whole), .number(whole)])
            },
            "lgamma_r/0": unary { input in
                var sign: Int32 = 0
                let result = Glibc.lgamma_r(try number(input), &sign)
                return .array([.number(result), .number(Int(sign))])
            },
            "fma/3": Native { input, arguments, _ in
                .number(
                    Glibc.fma(try number(arguments[0]), try number(arguments[1]), try number(arguments[2])))
            },
            "logb/0": unary { .number(Glibc.logb(try number($0))) },
            "gamma/0": unary { .number(logarithmicGamma(try number($0))) },
            "lgamma/0": unary { .number(logarithmicGamma(try number($0))) },
            "significand/0": unary { input in
                let number = try number(input)
                return .number(
                    number == 0 || !number.isFinite ? number : number / Glibc.exp2(Glibc.logb(number)))
            },
            "drem/2": pair { Glibc.remainder($0, $1) },
            "ldexp/2": pair { Glibc.ldexp($0, power($1)) },
            "scalb/2": pair { $0 * Glibc.exp2($1) },
            "scalbln/2": pair { Glibc.ldexp($0, power($1)) },
            "nearbyint/0": single { $0.rounded(.toNearestOrEven) },
            "trunc/0": single { $0.rounded(.towardZero) },
            "jn/2": pair { Glibc.jn(power($0), $1) },
            "yn/2": pair { Glibc.yn(power($0), $1) },
        ]
        let functions: [(String, @Sendable (Double) -> Double)] = [
            ("floor", Glibc.floor), ("ceil", Glibc.ceil), ("round", Glibc.round), ("rint", Glibc.rint),
            ("sqrt", Glibc.sqrt), ("cbrt", Glibc.cbrt), ("fabs", { Swift.abs($0) }), ("exp", Glibc.exp),
            ("exp2", Glibc.exp2), ("exp10", { Glibc.pow(10, $0) }), ("pow10", { Glibc.pow(10, $0) }),
            ("expm1", Glibc.expm1), ("log", Glibc.log), ("log2", Glibc.log2), ("log10", Glibc.log10),
            ("log1p", Glibc.log1p), ("sin", Glibc.sin), ("cos", Glibc.cos), ("tan", Glibc.tan),
            ("asin", Glibc.asin), ("acos", Glibc.acos), ("atan", Glibc.atan), ("sinh", Glibc.sinh),
            ("cosh", Glibc.cosh), ("tanh", Glibc.tanh), ("asinh", Glibc.asinh), ("acosh", Glibc.acosh),
            ("atanh", Glibc.atanh), ("tgamma", Glibc.tgamma), ("erf", Glibc.erf), ("erfc", Glibc.erfc),
            ("j0", Glibc.j0), ("j1", Glibc.j1), ("y0", Glibc.y0), ("y1", Glibc.y1),
        ]
        for (name, function) in functions { table["\(name)/0"] = single(function) }
        let pairs: [(String, @Sendable (Double, Double) -> Double)] = [
            ("pow", Glibc.pow), ("atan2", Glibc.atan2), ("fmod", Glibc.fmod), ("fmin", Glibc.fmin),
            ("fmax", Glibc.fmax), ("fdim", Glibc.fdim), ("hypot", Glibc.hypot), ("copysign", Glibc.copysign),
            ("remainder", Glibc.remainder), ("nextafter", Glibc.nextafter), ("nexttoward", Glibc.nextafter),
        ]
        for (name, function) in pairs { table["\(name)/2"] = pair(function) }
        return table
    }()

    private static func logarithmicGamma(_ number: Double) -> Double {
        var sign: Int32 = 0
        return Glibc.lgamma_r(number, &sign)
    }

    private static func number(_ value: Value) throws -> Double {
        guard let number = value.double else { throw Raised(value, "number required") }
        return number
    }

    private static func single(_ body: @escaping @Sendable (Double) -> Double) -> Native {
        unary { .number(body(try number($0))) }
    }

    private static func pair(_ body: @escaping @Sendable (Double, Double) -> Double) -> Native {
        Native { _, arguments, _ in .number(body(try number(arguments[0]), try number(arguments[1]))) }
    }

    /// A number as C's `int`, within its bounds.
    private static func power(_ number: Double) -> Int32 {
        number.isNaN ? 0 : Int32(max(-1_000_000, min(1_000_000, number)))
    }
}
