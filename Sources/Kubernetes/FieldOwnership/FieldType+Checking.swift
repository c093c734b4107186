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
        check(value, &problems)
        return problems
    }

    private func check(_ value: JSON, _ problems: inout [TypeProblem]) {
        if case .deduced = self { return }
        if value.isNull { return }
        func refuse(_ message: String) { problems.append(TypeProblem(path: "", message: message)) }
        switch shape(of: value) {
        case .map:
            guard let members = value.object else {
                return refuse("expected map, got &{\(GoText.plain(value))}")
            }
            for (name, inner) in members {
                guard let member = member(name) else {
                    problems.append(TypeProblem(path: ".\(name)", message: "field not declared in schema"))
                    return
                }
                Self.below({ ".\(name)" }, &problems) { member.type.check(inner, &$0) }
            }
        case .list:
            guard let elements = value.array else {
                return refuse("expected list, got &{\(GoText.plain(value))}")
            }
            check(elements, &problems)
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

    private func check(_ elements: [JSON], _ problems: inout [TypeProblem]) {
        let type = element
        if case .atomic = list {
            for (index, inner) in elements.enumerated() {
                Self.below({ "[\(index)]" }, &problems) { type.check(inner, &$0) }
            }
            return
        }
        var seen: Set<PathElement> = []
        for (index, inner) in elements.enumerated() {
            do throws(FieldSetError) {
                let step = try step(to: inner)
                if !seen.insert(step).inserted {
                    problems.append(TypeProblem(path: "", message: "duplicate entries for key \(step)"))
                }
                Self.below({ step.description }, &problems) { type.check(inner, &$0) }
            } catch {
                problems.append(TypeProblem(path: "", message: "element \(index): \(error)"))
                return
            }
        }
    }

    /// Puts a step before the paths of what is found behind it; the step is spelt only when something is.
    private static func below(
        _ step: () -> String, _ problems: inout [TypeProblem], _ check: (inout [TypeProblem]) -> Void
    ) {
        let known = problems.count
        check(&problems)
        guard problems.count > known else { return }
        let step = step()
        for index in known..<problems.count { problems[index].path = step + problems[index].path }
    }
}
