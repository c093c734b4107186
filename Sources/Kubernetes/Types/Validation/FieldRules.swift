import Bytes

/// Collects what is wrong with an object, in the words of Kubernetes' `field` package.
struct FieldRules {
    private(set) var causes: [StatusError.Cause] = []

    mutating func add(_ more: [StatusError.Cause]) { causes += more }

    mutating func invalid(_ path: String, _ value: JSON, _ detail: String) {
        causes.append(.invalid(path, value, detail))
    }

    mutating func forbidden(_ path: String, _ detail: String) { causes.append(.forbidden(path, detail)) }

    mutating func duplicate(_ path: String, _ value: JSON) { causes.append(.duplicate(path, value)) }

    mutating func immutable(_ path: String, _ value: JSON) { invalid(path, value, "field is immutable") }

    mutating func notSupported(_ path: String, _ value: JSON, _ supported: [String]) {
        causes.append(.notSupported(path, value, supported))
    }

    /// The member must be there and say something.
    mutating func require(_ value: JSON?, _ path: String, _ detail: String = "") {
        if isMissing(value) { causes.append(.required(path, detail)) }
    }

    private func isMissing(_ value: JSON?) -> Bool {
        switch value {
        case nil, .null?, .string("")?: true
        case .array(let elements)?: elements.isEmpty
        default: false
        }
    }

    /// The member, when it is there, must be one of a few texts.
    mutating func oneOf(_ value: JSON?, _ path: String, _ supported: [String]) {
        guard let value, !value.isNull else { return }
        if value == "" {
            causes.append(.required(path))
        } else if !supported.contains(value.string ?? "") {
            notSupported(path, value, supported)
        }
    }

    /// The same with the values of a Go type.
    mutating func oneOf(_ value: JSON?, _ path: String, _ type: String) {
        oneOf(value, path, Enumerations.texts(type))
    }

    mutating func notNegative(_ number: Int, _ path: String) {
        if number < 0 { invalid(path, .int(Int64(number)), "must be greater than or equal to 0") }
    }

    /// A port is a number from 1 to 65535.
    mutating func port(_ value: JSON?, _ path: String) {
        guard let number = value?.int else {
            causes.append(.required(path))
            return
        }
        if !(1...65535).contains(number) {
            invalid(path, .int(Int64(number)), "must be between 1 and 65535, inclusive")
        }
    }

    /// A port is a number, or a name of one.
    mutating func portOrName(_ value: JSON?, _ path: String) {
        guard case .string(let name)? = value else {
            port(value, path)
            return
        }
        for problem in portNameProblems(name) { invalid(path, .string(name), problem) }
    }

    /// IANA service names, RFC 6335.
    private func portNameProblems(_ name: String) -> [String] {
        var problems: [String] = []
        if name.utf8.count > 15 { problems.append("must be no more than 15 characters") }
        let isPlain = name.utf8.allSatisfy {
            Self.isLetter($0) || Self.isDigit($0) || $0 == UInt8(ascii: "-")
        }
        if !isPlain || name.isEmpty {
            problems.append("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)")
        }
        if !name.utf8.contains(where: Self.isLetter) {
            problems.append("must contain at least one letter (a-z)")
        }
        if name.contains("--") { problems.append("must not contain consecutive hyphens") }
        if name.hasPrefix("-") || name.hasSuffix("-") {
            problems.append("must not begin or end with a hyphen")
        }
        return problems
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }
    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    /// RFC 1123 labels: names of containers, volumes and the like.
    mutating func label(_ value: JSON?, _ path: String) {
        guard let name = value?.string, !name.isEmpty else {
            causes.append(.required(path))
            return
        }
        for problem in NameGrammar.dnsLabel(name) { invalid(path, .string(name), problem) }
    }
}

/// Label selectors inside of objects.
enum SelectorRules {
    static func check(_ selector: JSON, _ path: String, _ rules: inout FieldRules) {
        let labels = selector["matchLabels"]?.object ?? [:]
        rules.add(
            ObjectMetadataValidation.validateLabels(
                Dictionary(labels.map { ($0.key, $0.value.string ?? "") }) { _, last in last },
                "\(path).matchLabels"))
        for (index, expression) in (selector["matchExpressions"]?.array ?? []).enumerated() {
            let place = "\(path).matchExpressions[\(index)]"
            let values = expression["values"]?.array ?? []
            switch expression["operator"]?.string {
            case "In", "NotIn":
                rules.require(
                    expression["values"], "\(place).values",
                    "must be specified when `operator` is 'In' or 'NotIn'")
            case "Exists", "DoesNotExist":
                if !values.isEmpty {
                    rules.forbidden(
                        "\(place).values",
                        "may not be specified when `operator` is 'Exists' or 'DoesNotExist'")
                }
            default:
                rules.invalid(
                    "\(place).operator", expression["operator"] ?? "", "not a valid selector operator")
            }
            let key = expression["key"]?.string ?? ""
            for problem in NameGrammar.qualifiedName(key) {
                rules.invalid("\(place).key", .string(key), problem)
            }
        }
    }

    /// Whether labels fulfil a selector.
    static func matches(_ selector: JSON, _ labels: JSONObject) -> Bool {
        let wanted = selector["matchLabels"]?.object ?? [:]
        guard wanted.allSatisfy({ labels[$0.key] == $0.value }) else { return false }
        return (selector["matchExpressions"]?.array ?? []).allSatisfy { expression in
            let value = labels[expression["key"]?.string ?? ""]
            let values = expression["values"]?.array ?? []
            return switch expression["operator"]?.string {
            case "In": value.map(values.contains) ?? false
            case "NotIn": !(value.map(values.contains) ?? false)
            case "Exists": value != nil
            case "DoesNotExist": value == nil
            default: false
            }
        }
    }
}
