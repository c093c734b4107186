import CEL
import Foundation
import Fuzzing
import Testing

/// Our values beside those of Google's CEL C++ runtime (the Python package `cel-expr-python`).
///
/// `MARTLET_CEL_PEER` names a Python that has the package: `python3 -m venv peer && peer/bin/pip install
/// cel-expr-python`, then `MARTLET_CEL_PEER=peer/bin/python swift test --filter CELTests`.
@Suite(
    "Every value is the peer's",
    .enabled(if: Peer.python != nil, "MARTLET_CEL_PEER names no python with cel-expr-python"))
struct PeerTests {
    @Test("random expressions have the same value, or none for both", .timeLimit(.minutes(15)))
    func random() throws {
        let sources = (1...4000).map { seed in
            var generator = RandomExpression(seed: UInt64(seed))
            return generator.next()
        }
        let theirs = try Peer.values(of: sources)
        try #require(theirs.count == sources.count)
        var compared = 0
        var values = 0
        for (seed, (source, their)) in zip(sources, theirs).enumerated() {
            // Python shows moments of the years 1 to 9999 only.
            if their == "unshowable" { continue }
            // The peer writes fractions of seconds in groups of three digits, Go without trailing zeros.
            if source.contains("string("), source.contains(".5Z") || source.contains(".5s") { continue }
            compared += 1
            let our = Peer.ours(source)
            let none: Set<String> = ["error", "refused"]
            if !none.contains(our) { values += 1 }
            // Whether an expression without a value is refused before or while it is evaluated is a matter of how
            // much the checker infers.
            #expect(our == their || none.isSuperset(of: [our, their]), "seed \(seed + 1): \(source)")
        }
        #expect(compared >= 2000 && values >= 1000, "compared \(compared), of which \(values) have a value")
    }
}

enum Peer {
    static let python = ProcessInfo.processInfo.environment["MARTLET_CEL_PEER"]

    private static let variables: [String: (CELType, CELValue)] = {
        var result: [String: (CELType, CELValue)] = [:]
        for (name, _, literal) in RandomExpression.variables {
            var budget = CostBudget()
            guard let program = try? CELProgram(compiling: literal, in: CELEnvironment(variables: [:])),
                let value = try? program.evaluate([:], budget: &budget)
            else { continue }
            result[name] = (program.resultType, value)
        }
        return result
    }()

    /// Our value in the form that the script writes.
    static func ours(_ source: String) -> String {
        let environment = CELEnvironment(variables: variables.mapValues(\.0), allowsMixedLiterals: true)
        guard let program = try? CELProgram(compiling: source, in: environment) else { return "refused" }
        var budget = CostBudget(limit: .max)
        return (try? program.evaluate(variables.mapValues(\.1), budget: &budget)).map(canonical) ?? "error"
    }

    private static func canonical(_ value: CELValue) -> String {
        switch value {
        case .null: "null"
        case .bool(let value): "\(value)"
        case .int(let value): "i\(value)"
        case .uint(let value): "u\(value)"
        case .double(let value): value.isNaN ? "dNaN" : "d\(String(value.bitPattern, radix: 16))"
        case .string(let text): "s\(hex(Array(text.utf8)))"
        case .bytes(let bytes): "b\(hex(bytes))"
        case .timestamp(let moment): "t\(moment.seconds * 1_000_000 + Int64(moment.nanoseconds / 1000))"
        case .duration(let span): "p\(span.nanoseconds / 1000)"
        case .list(let list): "[\(list.values.map(canonical).joined(separator: ","))]"
        case .map(let map):
            "{\(map.keys.map { "\(canonical($0)):\(map.value(for: $0).map(canonical) ?? "")" }.sorted().joined(separator: ","))}"
        default: "other"
        }
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    /// The peer's values, one line for each expression.
    static func values(of sources: [String]) throws -> [String] {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "martlet-cel-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let input = folder.appendingPathComponent("sources")
        try Data(sources.joined(separator: "\n").utf8).write(to: input)
        let output = folder.appendingPathComponent("values")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: python ?? "")
        process.arguments = ["-c", script, input.path, output.path]
        try process.run()
        process.waitUntilExit()
        let text = try String(contentsOf: output, encoding: .utf8)
        return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }

    private static let script = #"""
        import datetime, struct, sys
        from cel_expr_python import cel
        from cel_expr_python.ext import ext_strings
        T = cel.Type
        kinds = {"i": (T.INT, 7), "n": (T.INT, -3), "u": (T.UINT, 5), "d": (T.DOUBLE, 2.5), "s": (T.STRING, "héllo"), "t": (T.BOOL, True),
                 "l": (T.List(T.INT), [3, 1, 2]), "w": (T.List(T.STRING), ["b", "a", ""]), "m": (T.Map(T.STRING, T.INT), {"a": 1, "b": -2}),
                 "b": (T.BYTES, b"abc")}
        environment = cel.NewEnv(variables={name: kind for name, (kind, _) in kinds.items()}, extensions=[ext_strings.ExtStrings()])
        data = {name: value for name, (_, value) in kinds.items()}
        EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
        MICRO = datetime.timedelta(microseconds=1)

        def key(value):
            if isinstance(value, bool): return "true" if value else "false"
            if isinstance(value, int): return "i%d" % value
            return "s" + value.encode().hex()

        def canonical(value):
            kind, plain = value.type().name().lower(), value.value()
            if kind == "error": return "error"
            if plain is None: return "null"
            if isinstance(plain, bool): return "true" if plain else "false"
            if isinstance(plain, int): return ("u%d" if kind == "uint" else "i%d") % plain
            if isinstance(plain, float):
                return "dNaN" if plain != plain else "d%x" % struct.unpack("<Q", struct.pack("<d", plain))[0]
            if isinstance(plain, str): return "s" + plain.encode().hex()
            if isinstance(plain, (bytes, bytearray)): return "b" + bytes(plain).hex()
            if isinstance(plain, datetime.datetime): return "t%d" % ((plain - EPOCH) // MICRO)
            if isinstance(plain, datetime.timedelta): return "p%d" % (plain // MICRO)
            if isinstance(plain, list): return "[" + ",".join(canonical(v) for v in plain) + "]"
            if isinstance(plain, dict): return "{" + ",".join(sorted(key(k) + ":" + canonical(v) for k, v in plain.items())) + "}"
            return "other"

        with open(sys.argv[1], encoding="utf-8") as sources, open(sys.argv[2], "w") as out:
            for line in sources.read().split("\n"):
                try:
                    program = environment.compile(line)
                except Exception:
                    print("refused", file=out)
                    continue
                try:
                    print(canonical(program.eval(data=data)), file=out)
                except Exception as error:
                    print("unshowable", file=out)
        """#
}
