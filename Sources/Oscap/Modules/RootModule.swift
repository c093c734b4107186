extension Module {
    /// The program itself.
    static let root = Module(
        name: "oscap", summary: "Martlet in the manner of OpenSCAP's command line",
        usage: "module operation [operation-options-and-arguments]", optionsTitle: "oscap options:",
        options: [
            LongOption("quiet", letter: "q", "Obsolete."),
            LongOption("version", letter: "V", "Show versions of standards."),
        ],
        submodules: [.dataStreams, .oval, .xccdf, .cpe, .info])

    private static let info = Module(
        name: "info", summary: "Say what a file is and what is in it.", usage: "some-file.xml",
        options: [
            .fetchRemoteResources, .localFiles,
            LongOption("profile", takes: "id", "Describe one profile, by its id or the end of it."),
            LongOption("profiles", "List the profiles as <id>:<title>, one per line."),
            LongOption("references", "List the documents to which rules refer, for eval --reference."),
            LongOption("list-vars", "List the values under a profile as <id><tab><value>, one per line."),
        ],
        objection: { arguments in
            if arguments.has("list-vars"), !arguments.has("profile") {
                return "The --list-vars option requires --profile."
            }
            return arguments.words.isEmpty ? "SCAP file needs to be specified!\n" : nil
        },
        action: { invocation in
            if invocation.arguments.has("list-vars") {
                return try ListVariables(invocation: invocation).run()
            }
            var command = InfoCommand(invocation)
            return try command.run()
        })
}

extension LongOption {
    static let skipValid = LongOption("skip-valid", "Do not validate the input.")
    static let skipValidation = LongOption("skip-validation", sameAs: "skip-valid")
    static let fetchRemoteResources = LongOption(
        "fetch-remote-resources", "Understood; nothing is ever fetched.")
    static let localFiles = LongOption(
        "local-files", takes: "dir", "Refused: nothing that lies elsewhere is read.")
    static let dataStreamID = LongOption("datastream-id", takes: "id", "The data stream of a collection.")
    static let checklistID = LongOption("xccdf-id", takes: "id", "The component-ref of the checklist.")
    static let benchmarkID = LongOption("benchmark-id", takes: "id", "The benchmark in some component.")
    static let tailoringFile = LongOption("tailoring-file", takes: "file", "A tailoring of the benchmark.")
    static let tailoringID = LongOption(
        "tailoring-id", takes: "component-id", "A tailoring in the data stream.")
    static let platforms = LongOption("cpe", takes: "name", "A CPE dictionary or language file.")
    static let skipSignature = LongOption("skip-signature-validation", "Do not check the signature.")
    static let enforceSignature = LongOption("enforce-signature", "Refuse what is not signed.")
    static let output = LongOption("output", takes: "file", letter: "o", "Write into a file.")
    static let outputOfReports = [
        LongOption("results", takes: "file", "Write XCCDF results into a file."),
        LongOption("results-arf", takes: "file", "Write a result data stream (ARF) into a file."),
        LongOption("stig-viewer", takes: "file", "Write XCCDF results under STIG ids into a file."),
        LongOption("report", takes: "file", "Write an HTML report into a file."),
    ]
    static let progress = [
        LongOption("progress", "Print only <rule id>:<result>."),
        LongOption("progress-full", "Print only <rule id>|<rule title>|<result>."),
    ]
}

extension Module {
    /// An objection unless there are as many words as there must be.
    static func needs(_ count: ClosedRange<Int>) -> @Sendable (ParsedArguments) -> String? {
        { count.contains($0.words.count) ? nil : "Wrong number of parameters.\n" }
    }
}
