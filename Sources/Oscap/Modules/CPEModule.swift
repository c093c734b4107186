extension Module {
    static let cpe = Module(
        name: "cpe", summary: "Platforms (CPE)", usage: "command",
        submodules: [
            Module(
                name: "match", summary: "Look a name up in a dictionary", usage: "name dictionary.xml",
                objection: needs(2...2), action: { try MatchPlatformName(invocation: $0).run() }),
            Module(
                name: "check", summary: "Check the spelling of a name", usage: "name",
                objection: needs(1...1), action: { CheckPlatformName(invocation: $0).run() }),
            Module(
                name: "validate", summary: "Validate a dictionary", usage: "cpe-dict.xml",
                objection: needs(1...1), action: { try ValidateFile(invocation: $0).run(invalid: .fail) }),
        ])
}
