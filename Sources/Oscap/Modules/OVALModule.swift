extension Module {
    static let oval = Module(
        name: "oval", summary: "Machine state (OVAL)", usage: "command",
        submodules: [collect, evaluateDefinitions, analyse, validateDefinitions, generate])

    private static let generate = Module(
        name: "generate", summary: "Turn an OVAL file into something else",
        usage: "<subcommand> [sub-options] oval-file.xml", submodules: [report])

    private static let report = Module(
        name: "report", summary: "Write a report of results", usage: "[options] oval-file.xml",
        options: [.output], objection: needsDefinitions,
        action: { try GenerateDefinitionsReport(invocation: $0).run() })

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

    private static let analyse = Module(
        name: "analyse", summary: "Evaluate definitions on what was collected before",
        usage: "[options] --results FILE oval-definitions.xml system-characteristics.xml",
        options: [
            LongOption("results", takes: "file", "Write OVAL results into a file."),
            LongOption("variables", takes: "file", "Values of external variables."),
            LongOption("directives", takes: "file", "What the results shall hold."), .skipValid,
            .skipValidation,
        ],
        objection: { arguments in
            if !arguments.has("results") { return "OVAL Results file is not specified(--results parameter)" }
            return arguments.words.count == 2 ? nil : "Wrong number of parameters.\n"
        }, action: { try AnalyseCharacteristics(invocation: $0).run() })

    private static let validateDefinitions = Module(
        name: "validate", summary: "Validate an OVAL file", usage: "[options] oval-file.xml",
        options: [
            LongOption("definitions", "It must hold definitions."),
            LongOption("variables", "It must hold values of variables."),
            LongOption("syschar", "It must hold system characteristics."),
            LongOption("results", "It must hold results."),
            LongOption("directives", "It must hold directives."),
            LongOption("skip-schematron", "Check against the schema only."),
        ],
        objection: needsDefinitions, action: { try ValidateFile(invocation: $0).run(invalid: .fail) })
}
