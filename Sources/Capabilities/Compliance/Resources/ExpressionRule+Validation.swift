import CEL

extension ExpressionRule {
    /// What is wrong with the rule, in one sentence; nil when nothing is.
    ///
    /// - Parameter place: Where the rule's members stand, such as `spec`.
    func problem(at place: String) -> String? {
        var names: Set<String> = []
        for (index, input) in inputs.enumerated() {
            if !Self.isIdentifier(input.name) {
                return
                    "\(place).inputs[\(index)].name: \"\(input.name)\" cannot be a variable of an expression"
            }
            if !names.insert(input.name).inserted {
                return "\(place).inputs[\(index)].name: \"\(input.name)\" is given twice"
            }
            if input.version.isEmpty {
                return "\(place).inputs[\(index)].kubernetesInputSpec.apiVersion is empty"
            }
            if input.resource.isEmpty {
                return "\(place).inputs[\(index)].kubernetesInputSpec.resource is empty"
            }
        }
        if inputs.isEmpty { return "\(place).inputs: at least one input is needed" }
        do throws(CELError) {
            let program = try ExpressionCheck.compile(self)
            guard program.resultType == .bool || program.resultType == .dyn else {
                return "\(place).expression: its value is \(program.resultType), not bool"
            }
            return nil
        } catch { return "\(place).expression: \(error)" }
    }

    private static func isIdentifier(_ name: String) -> Bool {
        guard let first = name.unicodeScalars.first,
            first == "_" || (first.isASCII && first.properties.isAlphabetic)
        else { return false }
        return name.unicodeScalars.allSatisfy {
            $0 == "_" || ($0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0)))
        }
    }
}
