import Bytes

/// A compiled program in the language of jq 1.7.
///
/// ```swift
/// let names = try JQ(#".items[] | select(.spec.replicas > $least) | .metadata.name"#, variables: ["least": 2])
/// try names.outputs(of: list) { name in print(name.text); return true }
/// ```.
///
/// Programs are pure: what they may see besides their input comes through ``JQEffects``, and ``JQLimits`` bound
/// what they may cost, so that programs of others can be run. The language's manual is jq's own.
public struct JQ: Sendable {
    private let program: Node
    private let modules: JQModules

    /// Compiles a program.
    ///
    /// - Parameters:
    ///   - source: The program's text.
    ///   - variables: What `$name` means for names that the program does not bind itself.
    ///   - modules: Where `import` and `include` find modules.
    /// - Throws: ``JQError/syntax(line:message:)`` when the text is no program.
    public init(
        _ source: String, variables: [String: JSON] = [:], modules: JQModules = JQModules()
    ) throws(JQError) {
        var scope = Compiler.Scope()
        for (name, value) in variables { scope.variables[name] = .constant(Value(value)) }
        program = try modules.compile(source, scope)
        self.modules = modules
    }

    /// Hands each output to a receiver until that returns false; nothing is computed before it is wanted.
    ///
    /// - Throws: ``JQError/raised(_:)`` for an error that the program does not catch,
    ///   ``JQError/exhausted(_:)``, ``JQError/halted(status:message:)``.
    public func outputs(
        of input: JSON, limits: JQLimits = JQLimits(), effects: JQEffects = JQEffects(),
        _ receive: (JSON) throws -> Bool
    ) throws {
        let machine = machine(Value(input), limits, effects)
        while let output = try Self.next(machine) {
            if try !receive(output.json) { return }
        }
    }

    /// All outputs.
    public func outputs(
        of input: JSON, limits: JQLimits = JQLimits(), effects: JQEffects = JQEffects()
    ) throws -> [JSON] {
        var all: [JSON] = []
        try outputs(of: input, limits: limits, effects: effects) {
            all.append($0)
            return true
        }
        return all
    }

    /// The first output, or nil when there is none; no other is computed.
    public func first(
        of input: JSON, limits: JQLimits = JQLimits(), effects: JQEffects = JQEffects()
    ) throws -> JSON? {
        var found: JSON?
        try outputs(of: input, limits: limits, effects: effects) {
            found = $0
            return false
        }
        return found
    }

    /// Runs the program on each JSON text of a stream and hands over each output's text.
    ///
    /// Members keep the order in which they came, and numbers their literals until they are calculated with.
    ///
    /// - Parameter indent: Spaces a level; nil for texts without white space.
    public func texts(
        of stream: [UInt8], indent: Int? = nil, limits: JQLimits = JQLimits(),
        effects: JQEffects = JQEffects(), _ receive: ([UInt8]) throws -> Bool
    ) throws {
        let texts = Texts(stream)
        let layout = Layout(indent: indent, byteLimit: limits.outputBytes)
        var buffer: [UInt8] = []
        while let input = try Self.failing({ try texts.next() }) {
            let machine = machine(input, limits, effects)
            machine.effects.nextInput = { try texts.next() }
            machine.effects.inputLine = { texts.line }
            while let output = try Self.next(machine) {
                buffer.removeAll(keepingCapacity: true)
                try Self.failing { try output.write(into: &buffer, layout) }
                if try !receive(buffer) { return }
            }
        }
    }

    private func machine(_ input: Value, _ limits: JQLimits, _ effects: JQEffects) -> Machine {
        var own = Effects(given: effects, modules: modules)
        if let next = effects.input { own.nextInput = { try next().map { Value($0) } } }
        return Machine(program, input: input, limits: limits, effects: own)
    }

    private static func next(_ machine: Machine) throws(JQError) -> Value? {
        try failing { try machine.next() }
    }

    private static func failing<Result>(_ body: () throws -> Result) throws(JQError) -> Result {
        do {
            return try body()
        } catch let error as Raised {
            throw .raised(error.value.json)
        } catch let error as Exhausted {
            throw .exhausted(error.message)
        } catch let error as Halted {
            throw .halted(status: error.status, message: error.message?.json)
        } catch let error as JQError {
            throw error
        } catch {
            throw .input("\(error)")
        }
    }

    /// The texts of a stream, which the program itself may read on.
    private final class Texts {
        private var reader: JSONReader
        init(_ bytes: [UInt8]) { reader = JSONReader(bytes) }
        func next() throws -> Value? {
            do { return try reader.next() } catch let error as Raised {
                throw JQError.input(error.value.string ?? "")
            }
        }
        var line: Int { reader.line }
    }
}
