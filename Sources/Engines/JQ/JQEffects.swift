import Bytes

/// What a program can see and touch besides its input; by default nothing.
public struct JQEffects: Sendable {
    /// What `input` and `inputs` read: the next input, or nil after the last.
    public var input: (@Sendable () throws -> JSON?)?
    /// Receives what `debug` was given.
    public var debug: (@Sendable (JSON) -> Void)?
    /// Receives what `stderr` was given.
    public var standardError: (@Sendable (JSON) -> Void)?
    /// What `env` and `$ENV` show.
    public var environment: [String: String]
    /// The clock, in seconds since 1970.
    public var now: @Sendable () -> Double
    /// What `input_filename` says.
    public var inputName: String?

    /// Makes effects; what is left out does not exist for the program.
    public init(
        input: (@Sendable () throws -> JSON?)? = nil, debug: (@Sendable (JSON) -> Void)? = nil,
        standardError: (@Sendable (JSON) -> Void)? = nil, environment: [String: String] = [:],
        now: @escaping @Sendable () -> Double = { 0 }, inputName: String? = nil
    ) {
        self.input = input
        self.debug = debug
        self.standardError = standardError
        self.environment = environment
        self.now = now
        self.inputName = inputName
    }
}

/// The effects as the machine uses them.
struct Effects {
    let given: JQEffects
    /// Other texts of a stream that the program may read; they keep their numbers' literals.
    var nextInput: (() throws -> Value?)?
    var inputLine: () -> Int = { 0 }
    let modules: JQModules

    func environment() -> Value {
        let box = ObjectBox()
        for (name, value) in given.environment.sorted(by: { $0.key.precedes($1.key) }) {
            box.set(.string(value), for: name)
        }
        return .object(box)
    }
}
