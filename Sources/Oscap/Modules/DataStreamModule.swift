extension Module {
    static let dataStreams = Module(
        name: "ds", summary: "Data streams", usage: "command",
        submodules: [split, compose, add, validateSource, splitResults, createResults, validateResults])

    private static let split = Module(
        name: "sds-split", summary: "Write the components of a source data stream as files",
        usage: "[options] SDS TARGET_DIRECTORY",
        notes: ["SDS - a source data stream", "TARGET_DIRECTORY - where the files go"],
        options: [
            .dataStreamID, .checklistID, .skipValid, .skipValidation, .fetchRemoteResources, .localFiles,
        ],
        objection: needs(2...2), action: { try SplitSource(invocation: $0).run() })

    private static let compose = Module(
        name: "sds-compose", summary: "Make a source data stream of a checklist and its files",
        usage: "[options] xccdf-file.xml target_datastream.xml", options: [.skipValid, .skipValidation],
        objection: needs(2...2), action: { try ComposeSource(invocation: $0).run() })

    private static let add = Module(
        name: "sds-add", summary: "Add a component to a source data stream",
        usage: "[options] new-component.xml existing_datastream.xml",
        options: [.dataStreamID, .skipValid, .skipValidation],
        objection: needs(2...2), action: { try AddComponent(invocation: $0).run() })

    private static let validateSource = Module(
        name: "sds-validate", summary: "Validate a source data stream", usage: "source_datastream.xml",
        objection: needs(1...1), action: { try ValidateFile(invocation: $0).run(invalid: .error) })

    private static let splitResults = Module(
        name: "rds-split", summary: "Write the source and a report of a result data stream as files",
        usage: "[OPTIONS] rds.xml TARGET_DIRECTORY",
        options: [LongOption("report-id", takes: "id", "Which report."), .skipValid, .skipValidation],
        objection: needs(2...2), action: { try SplitResults(invocation: $0).run() })

    private static let createResults = Module(
        name: "rds-create", summary: "Make a result data stream of a source data stream and results",
        usage: "[options] sds.xml target-arf.xml results-xccdf.xml [results-oval1.xml [results-oval2.xml]]",
        options: [.skipValid, .skipValidation],
        objection: needs(3...999), action: { try CreateResults(invocation: $0).run() })

    private static let validateResults = Module(
        name: "rds-validate", summary: "Validate a result data stream",
        usage: "[options] result_datastream.xml",
        objection: needs(1...1), action: { try ValidateFile(invocation: $0).run(invalid: .error) })
}
