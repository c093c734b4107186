import Bytes

/// Where a program's modules come from.
///
/// A module is asked for by the path that `import "path" as name;` or `include "path";` gives; with the path of
/// the module that asks, and what `search` says in the directive's metadata.
public struct JQModules: Sendable {
    /// Gives a module's text: a library of definitions, or JSON texts when data is imported.
    public var text: @Sendable (_ request: Request) throws -> [UInt8]?

    /// What a directive asks for.
    public struct Request: Sendable {
        /// The path that the directive names.
        public var path: String
        /// Whether JSON is wanted.
        public var isData: Bool
        /// Where the directive wants it to be searched, relative to the module that it stands in.
        public var search: [String]
        /// The name under which the asking module was found; nil for the main program.
        public var origin: String?
    }

    /// No modules, unless a way to their texts is given.
    public init(text: @escaping @Sendable (_ request: Request) throws -> [UInt8]? = { _ in nil }) {
        self.text = text
    }

    /// How deep modules may import each other.
    private static let depthLimit = 32

    func compile(_ source: String, _ scope: Compiler.Scope) throws(JQError) -> Node {
        var parser = try Parser(source)
        let module = try parser.module()
        var scope = scope
        var compiler = Compiler(library: Prelude.functions)
        try load(module, into: &scope, &compiler, origin: nil, depth: 0)
        guard let main = module.main else { return Identity() }
        return try compiler.compile(main, scope)
    }

    /// Makes known what a module imports and defines.
    private func load(
        _ module: Parser.Module, into scope: inout Compiler.Scope, _ compiler: inout Compiler,
        origin: String?,
        depth: Int
    ) throws(JQError) {
        if depth > Self.depthLimit {
            throw .syntax(line: 1, message: "modules import each other more than \(Self.depthLimit) deep")
        }
        for clause in module.imports {
            let text = try text(of: clause, origin)
            if clause.isData {
                let value = try Self.data(text, clause.path)
                guard let name = clause.name else { continue }
                scope.variables[name] = .constant(value)
                scope.variables["\(name)::\(name)"] = .constant(value)
                continue
            }
            var parser = try Parser(String(decoding: text, as: UTF8.self))
            let library = try parser.module()
            if library.main != nil, !library.definitions.isEmpty || !library.imports.isEmpty {
                throw .syntax(
                    line: 1,
                    message: "library should only have function definitions, not a main expression")
            }
            var inner = Compiler.Scope()
            try load(library, into: &inner, &compiler, origin: clause.path, depth: depth + 1)
            let prefix = clause.name.map { $0 + "::" } ?? ""
            for definition in library.definitions {
                let key = "\(definition.name)/\(definition.parameters.count)"
                scope.functions[prefix + key] = inner.functions[key]
            }
        }
        for definition in module.definitions { try compiler.define(definition, &scope) }
    }

    private func text(of clause: Parser.Import, _ origin: String?) throws(JQError) -> [UInt8] {
        var search: [String] = []
        if let wanted = clause.metadata?.members?["search"] {
            search = wanted.string.map { [$0] } ?? wanted.items?.compactMap(\.string) ?? []
        }
        let request = Request(path: clause.path, isData: clause.isData, search: search, origin: origin)
        do {
            if let found = try text(request) { return found }
        } catch {
            throw .syntax(line: 1, message: "module \(clause.path) cannot be read: \(error)")
        }
        throw .syntax(line: 1, message: "module not found: \(clause.path)")
    }

    private static func data(_ bytes: [UInt8], _ path: String) throws(JQError) -> Value {
        var reader = JSONReader(bytes)
        var values: [Value] = []
        do {
            while let value = try reader.next() { values.append(value) }
        } catch {
            throw .syntax(line: 1, message: "module \(path) is not JSON")
        }
        return .array(values)
    }

    /// What `modulemeta` says of a module: its metadata, what it imports and what it defines.
    func metadata(of path: String) throws -> Value {
        let request = Request(path: path, isData: false, search: [], origin: nil)
        guard let text = try text(request) else { throw Raised("module not found: \(path)") }
        let module: Parser.Module
        do {
            var parser = try Parser(String(decoding: text, as: UTF8.self))
            module = try parser.module()
        } catch {
            throw Raised("\(error)")
        }
        let result = module.metadata?.members.map { ObjectBox(copying: $0) } ?? ObjectBox()
        let imports = module.imports.map { clause in
            let box = clause.metadata?.members.map { ObjectBox(copying: $0) } ?? ObjectBox()
            if let name = clause.name { box.set(.string(name), for: "as") }
            box.set(.bool(clause.isData), for: "is_data")
            box.set(.string(clause.path), for: "relpath")
            return Value.object(box)
        }
        result.set(.array(imports), for: "deps")
        let names = module.definitions.map { Value.string("\($0.name)/\($0.parameters.count)") }
        result.set(.array(names), for: "defs")
        return .object(result)
    }
}
