import Bytes
import CEL
import Kubernetes

extension ConfigurationRules {
    /// An expression that compiles and gives one of some types.
    static func expression(
        _ source: String, at path: String, in environment: CELEnvironment, types: [CELType]
    ) -> [StatusError.Cause] {
        expression(PolicyExpression(source, in: environment), at: path, types: types)
    }

    /// An expression that compiles and gives one of some types.
    static func expression(
        _ expression: PolicyExpression, at path: String, types: [CELType]
    ) -> [StatusError.Cause] {
        expression.problem(types: types).map { [.invalid(path, .string(expression.source), $0)] } ?? []
    }
}
