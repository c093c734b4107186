import Bytes
import CEL
import Kubernetes

extension WriteScope {
    /// Judges an object by the rules of its schema, after the schema itself has judged it.
    ///
    /// Rules rely on values being what the schema says: where they may not be, no rule is asked
    /// (kube-apiserver, `hasBlockingErr`).
    mutating func checkRules(
        _ object: Object, over current: Object?, after causes: [StatusError.Cause]
    ) -> [StatusError.Cause] {
        guard let tree = resource.rules?.compiled else { return [] }
        let blocking: Set<String> = [
            "FieldValueNotSupported", "FieldValueRequired", "FieldValueTooLong", "FieldValueTooMany",
            "FieldValueTypeInvalid",
        ]
        if causes.contains(where: { blocking.contains($0.reason) }) {
            return [
                .invalid(
                    "<nil>", .null,
                    "some validation rules were not checked because the object was invalid; correct the existing errors to complete validation"
                )
            ]
        }
        let evaluation = RuleEvaluation.judge(object.json, over: current?.json, by: tree)
        warnings += evaluation.warnings
        return evaluation.causes
    }
}
