import CEL

/// The value of an expression as a literal of the language, or `error:` or `refused:` and why there is none.
func value(
    of source: String, _ variables: [String: (CELType, CELValue)] = [:],
    budget: CostBudget = CostBudget(), allowsMixedLiterals: Bool = false
) -> String {
    let environment = CELEnvironment(
        variables: variables.mapValues(\.0), allowsMixedLiterals: allowsMixedLiterals)
    do throws(CELError) {
        let program = try CELProgram(compiling: source, in: environment)
        var budget = budget
        do throws(CELEvaluationError) {
            return shown(try program.evaluate(variables.mapValues(\.1), budget: &budget))
        } catch {
            return "error: \(error)"
        }
    } catch {
        return "refused: \(error.problems.map(\.message).joined(separator: "; "))"
    }
}

/// A value as a literal.
func shown(_ value: CELValue) -> String {
    switch value {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .int(let value): "\(value)"
    case .uint(let value): "\(value)u"
    case .double(let value): "\(value)"
    case .string(let text): quoted(text)
    case .bytes(let bytes): "b\(bytes)"
    case .timestamp(let moment): "timestamp(\(moment.text))"
    case .duration(let span): "duration(\(span.text))"
    case .list(let list): "[\(list.values.map(shown).joined(separator: ", "))]"
    case .map(let map):
        "{\(map.keys.map { "\(shown($0)): \(map.value(for: $0).map(shown) ?? "")" }.sorted().joined(separator: ", "))}"
    case .object(let object): "\(object.type)"
    case .optional(let inner): inner.map { "optional(\(shown($0)))" } ?? "none"
    case .host(let host): "\(host.type)"
    case .type(let type): type.runtimeName
    }
}

private func quoted(_ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar in
        switch scalar {
        case "\"": "\\\""
        case "\\": "\\\\"
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        case "\0"..<" ":
            "\\u{\(scalar.value < 16 ? "0" : "")\(String(scalar.value, radix: 16, uppercase: true))}"
        default: String(scalar)
        }
    }
    return "\"\(escaped.joined())\""
}
