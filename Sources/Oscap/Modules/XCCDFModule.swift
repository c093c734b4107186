extension Module {
    static let xccdf = Module(
        name: "xccdf", summary: "Checklists (XCCDF)", usage: "command [command-specific-options]",
        submodules: [evaluate, resolve, remediate, validateChecklist, exportVariables, generate])

    private static let needsChecklist: @Sendable (ParsedArguments) -> String? = {
        $0.words.isEmpty ? "XCCDF file need to be specified!" : nil
    }

    private static let evaluate = Module(
        name: "eval", summary: "Evaluate a checklist's profile on this machine",
        usage: "[options] INPUT_FILE [oval-definitions-files]",
        notes: ["INPUT_FILE - a checklist, a source data stream or a tailoring"],
        options: [
            LongOption(
                "profile", takes: "name", "The profile, by its id or the end of it; (all) takes every rule."),
            LongOption("rule", takes: "name", "Evaluate this rule only; may be given again."),
            LongOption("skip-rule", takes: "name", "Leave this rule out; may be given again."),
            .tailoringFile, .tailoringID, .platforms,
            LongOption("oval-results", "Write OVAL results as well."),
            LongOption("check-engine-results", "Write results of other check engines as well."),
            LongOption("export-variables", "Write the values handed to OVAL as well."),
        ] + LongOption.outputOfReports + [
            LongOption("thin-results", "Leave out of OVAL results what a verdict does not need."),
            LongOption("without-syschar", "Leave system characteristics out of OVAL results."),
            .skipValid, .skipValidation, .skipSignature, .enforceSignature, .fetchRemoteResources,
            .localFiles,
        ] + LongOption.progress + [
            LongOption("skip-schematron", "Check against the schema only."),
            .dataStreamID, .checklistID, .benchmarkID,
            LongOption("reference", takes: "name:id", "Evaluate rules with this reference only."),
            LongOption("remediate", "Run the repairs of rules that failed, and check these again."),
        ],
        objection: needsChecklist, action: { try EvaluateChecklist(invocation: $0).run() })

    private static let remediate = Module(
        name: "remediate", summary: "Run the repairs of rules that failed in results",
        usage: "[options] INPUT_FILE [oval-definitions-files]",
        notes: ["INPUT_FILE - a checklist with a TestResult in it"],
        options: [
            LongOption("result-id", takes: "id", "Which results; default: the latest."), .skipValid,
            .skipValidation, .platforms, .fetchRemoteResources, .localFiles,
        ] + LongOption.outputOfReports + [
            LongOption("oval-results", "Write OVAL results as well."),
            LongOption("export-variables", "Write the values handed to OVAL as well."),
            LongOption("check-engine-results", "Write results of other check engines as well."),
        ] + LongOption.progress,
        objection: needsOneChecklist, action: { try RemediateResults(invocation: $0).run() })

    private static let resolve = Module(
        name: "resolve", summary: "Write a checklist in which nothing extends anything any more",
        usage: "[options] -o output-xccdf.xml input-xccdf.xml",
        options: [
            LongOption("force", "Resolve what is marked as resolved already, too."), .output,
        ],
        objection: needsChecklist, action: { try ResolveChecklist(invocation: $0).run() })

    private static let validateChecklist = Module(
        name: "validate", summary: "Validate a checklist", usage: "xccdf-file.xml",
        options: [LongOption("skip-schematron", "Check against the schema only.")],
        objection: { $0.words.isEmpty ? "XCCDF file needs to be specified!" : nil },
        action: { try ValidateFile(invocation: $0).run(invalid: .fail) })

    private static let exportVariables = Module(
        name: "export-oval-variables", summary: "Write the values that a profile hands to OVAL",
        usage: "[options] <xccdf benchmark file> [oval definitions files]",
        options: [
            LongOption("profile", takes: "name", "The profile."), .skipValid, .skipValidation,
            .fetchRemoteResources, .localFiles, .dataStreamID, .checklistID, .benchmarkID, .platforms,
        ],
        objection: needsChecklist, action: { try ExportVariables(invocation: $0).run() })

    private static let generate = Module(
        name: "generate", summary: "Turn a checklist into something else",
        usage: "[options] <subcommand> [sub-options] benchmark-file.xml", optionsTitle: "Generate options:",
        options: [LongOption("profile", takes: "profile-id", "Apply this profile first.")],
        submodules: [report, guide, fix, custom])

    private static let custom = Module(
        name: "custom", summary: "Refused: style sheets from outside are not run",
        usage: "--stylesheet <file> [--output <file>] xccdf-file.xml", optionsTitle: "Custom Options:",
        options: [
            LongOption("profile", takes: "profile-id"),
            LongOption("stylesheet", takes: "file", "An XSLT style sheet."), .output,
        ],
        objection: { arguments in
            if !arguments.has("stylesheet") { return "XSLT Stylesheet needs to be specified!" }
            return arguments.words.isEmpty ? "XCCDF file needs to be specified!" : nil
        }, action: { try GenerateCustom(invocation: $0).run() })

    private static let report = Module(
        name: "report", summary: "Write a report of results", usage: "[options] xccdf-file.xml",
        optionsTitle: "Report Options:",
        options: [
            LongOption("profile", takes: "profile-id"),
            LongOption("result-id", takes: "id", "Which results; default: the latest."),
            .output,
            LongOption("oval-template", takes: "template-string", "How files with OVAL results are called."),
        ],
        objection: needsOneChecklist, action: { try GenerateReport(invocation: $0).run() })

    private static let needsOneChecklist: @Sendable (ParsedArguments) -> String? = {
        $0.words.isEmpty ? "XCCDF file needs to be specified!" : nil
    }

    private static let sourceOptions: [LongOption] = [
        .benchmarkID, .checklistID, .dataStreamID, .tailoringFile, .tailoringID, .skipSignature,
        .enforceSignature, .skipValid, .skipValidation, .fetchRemoteResources, .localFiles,
    ]

    private static let guide = Module(
        name: "guide", summary: "Write what a profile asks for as a page", usage: "[options] xccdf-file.xml",
        optionsTitle: "Guide Options:",
        options: [
            LongOption("profile", takes: "profile-id"), .output,
            LongOption("hide-profile-info", "This option has no effect."),
        ] + sourceOptions,
        objection: needsOneChecklist, action: { try GenerateGuide(invocation: $0).run() })

    private static let fix = Module(
        name: "fix", summary: "Write the repairs of a profile or of failed rules",
        usage: "[options] xccdf-file.xml", optionsTitle: "Fix Options:",
        options: [
            LongOption("profile", takes: "profile-id"),
            LongOption(
                "fix-type", takes: "type", "bash, ansible, puppet, anaconda, ignition, kubernetes or",
                "blueprint (default: bash)."),
            .output,
            LongOption("result-id", takes: "id", "Only what failed in these results."),
            LongOption("template", takes: "id|filename", "Another way to name the type, by its system."),
        ] + sourceOptions,
        objection: needsOneChecklist, action: { try GenerateFix(invocation: $0).run() })
}
