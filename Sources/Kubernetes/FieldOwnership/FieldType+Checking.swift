import Bytes

/// What is wrong with an applied configuration, in the words of kube-apiserver's field manager.
struct TypeProblem: Sendable {
    var path: String
    var message: String

    /// All problems in one sentence, or one in each line.
    static func sentence(_ problems: [TypeProblem]) -> String {
        let lines = problems.map { $0.path.isEmpty ? $0.message : "\($0.path): \($0.message)" }
        return lines.count == 1 ? lines[0] : (["errors:"] + lines.map { "  \($0)" }).joined(separator: "\n")
    }
}

extension FieldType {
    /// What in a value is not as the type says; none when all is right.
    func problems(_ value: JSON) -> [TypeProblem] {
        var problems: [TypeProblem] = []
        check(value, "", &problems)
        return problems
    }

    private func check(_ value: JSON, _ path: String, _ problems: inout [TypeProblem]) {
        if case .deduced = self { return }
        if value.isNull { return }
        func refuse(_ message: String) { problems.append(TypeProblem(path: path, message: message)) }
        switch shape(of: value) {
        case .map:
            guard let members = value.object else {
                return refuse("expected map, got &{\(GoText.plain(value))}")
            }
            for (name, inner) in members {
                guard let member = member(name) else {
                    problems.append(
                        TypeProblem(path: "\(path).\(name)", message: "field not declared in schema"))
                    return
                }
                member.type.check(inner, "\(path).\(name)", &problems)
            }
        case .list:
            guard let elements = value.array else {
                return refuse("expected list, got &{\(GoText.plain(value))}")
            }
            check(elements, path, &problems)
        case .scalar:
            switch (scalar, value) {
            case (.numeric, .int), (.numeric, .double), (.text, .string), (.truth, .bool), (nil, _): break
            case (.any, .int), (.any, .double), (.any, .string), (.any, .bool): break
            case (.numeric, _): refuse("expected numeric (int or float), got \(GoText.type(of: value))")
            case (.text, _):
                refuse("expected string, got &value.valueUnstructured{Value:\(GoText.syntax(value))}")
            case (.truth, _): refuse("expected boolean, got &{\(GoText.plain(value))}")
            case (.any, _): refuse("expected any scalar, got &{\(GoText.plain(value))}")
            }
        }
    }

    private func check(_ elements: [JSON], _ path: String, _ problems: inout [TypeProblem]) {
        let type = element
        if case .atomic = list {
            for (index, inner) in elements.enumerated() { type.check(inner, "\(path)[\(index)]", &problems) }
            return
        }
        var seen: Set<PathElement> = []
        for (index, inner) in elements.enumerated() {
            do throws(FieldSetError) {
                let step = try step(to: inner)
                if !seen.insert(step).inserted {
                    problems.append(
                        TypeProblem(path: path, message: "duplicate entries for key \(step)"))
                }
                type.check(inner, "\(path)\(step)", &problems)
            } catch {
                problems.append(TypeProblem(path: path, message: "element \(index): \(error)"))
                return
            }
        }
    }
}
