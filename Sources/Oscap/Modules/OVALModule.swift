extension Module {
    static let oval = Module(
        name: "oval", summary: "Machine state (OVAL)", usage: "command",
        submodules: [collect, evaluateDefinitions])

    private static let needsDefinitions: @Sendable (ParsedArguments) -> String? = {
        $0.words.isEmpty ? "Definitions file is not specified!" : nil
    }

    private static let evaluateDefinitions = Module(
        name: "eval", summary: "Evaluate definitions on this machine",
        usage: "[options] oval-definitions.xml",
        options: [
            LongOption("id", takes: "definition-id", "Evaluate this definition only."),
            LongOption("variables", takes: "file", "Values of external variables."),
            LongOption("directives", takes: "file", "What the results shall hold."),
            LongOption("without-syschar", "Leave system characteristics out of the results."),
            LongOption("results", takes: "file", "Write OVAL results into a file."),
            LongOption("report", takes: "file", "Write an HTML report into a file."),
            .skipValid, .skipValidation, .dataStreamID,
            LongOption("oval-id", takes: "id", "The component-ref of the definitions."),
            .fetchRemoteResources, .localFiles,
        ],
        objection: needsDefinitions, action: { try EvaluateDefinitions(invocation: $0).run() })

    private static let collect = Module(
        name: "collect", summary: "Collect what definitions look at", usage: "[options] oval-definitions.xml",
        options: [
            LongOption("id", takes: "object", "Collect this object only."),
            LongOption("syschar", takes: "file", "Write system characteristics into a file."),
            LongOption("variables", takes: "file", "Values of external variables."), .skipValid,
            .skipValidation,
        ],
        objection: needsDefinitions, action: { try CollectObjects(invocation: $0).run() })
}
