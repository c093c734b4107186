extension GoTemplate {
    /// The names of the data's members that the template asks for, in branches that are not taken as well.
    ///
    /// Inside `range` and `with` the dot is something else; the content that this serves names no members there.
    public var fieldNames: Set<String> {
        var names: Set<String> = []
        Self.collect(body, into: &names)
        return names
    }

    private static func collect(_ nodes: [TemplateNode], into names: inout Set<String>) {
        for node in nodes {
            switch node {
            case .action(let pipe): collect(pipe, into: &names)
            case .branch(let branch):
                collect(branch.pipe, into: &names)
                collect(branch.body, into: &names)
                collect(branch.otherwise, into: &names)
            case .text, .breakLoop, .continueLoop: break
            }
        }
    }

    private static func collect(_ pipe: TemplatePipe, into names: inout Set<String>) {
        for operand in pipe.commands.flatMap(\.operands) {
            switch operand.value {
            case .field(let fields): if let name = fields.first { names.insert(name) }
            // The dollar sign alone is the data.
            case .variable("$", let fields): if let name = fields.first { names.insert(name) }
            case .pipe(let pipe, _): collect(pipe, into: &names)
            case .dot, .null, .variable, .function, .constant: break
            }
        }
    }
}
