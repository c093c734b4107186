/// An option of a module, such as `--profile NAME`.
struct LongOption: Sendable {
    /// The name without its dashes.
    let name: String
    /// The name of its argument in the help; nil when it takes none.
    let argument: String?
    /// What it does, a line each.
    let help: [String]
    /// The option that it is another spelling of; its own name when it is none.
    let key: String
    /// The one-letter spelling.
    let letter: Character?

    /// An option; those without help are understood and listed without words.
    init(
        _ name: String, takes argument: String? = nil, letter: Character? = nil, sameAs key: String? = nil,
        _ help: String...
    ) {
        self.name = name
        self.argument = argument
        self.letter = letter
        self.key = key ?? name
        self.help = help
    }
}

/// What a command line gave: options with their arguments in order, and the other words.
struct ParsedArguments {
    /// The options by key, each with its arguments in order; an empty text for those without.
    private(set) var options: [String: [String]] = [:]
    /// The words that are no options.
    var words: [String] = []

    /// Whether an option was given.
    func has(_ key: String) -> Bool { options[key] != nil }

    /// An option's argument; the last one counts.
    func value(_ key: String) -> String? { options[key]?.last }

    /// All arguments of an option that may be given again.
    func values(_ key: String) -> [String] { options[key] ?? [] }

    mutating func add(_ key: String, _ value: String) { options[key, default: []].append(value) }

    /// Takes over what an outer module was given; what is given here counts more.
    mutating func inherit(_ outer: ParsedArguments) {
        for (key, values) in outer.options { options[key] = values + (options[key] ?? []) }
    }
}
