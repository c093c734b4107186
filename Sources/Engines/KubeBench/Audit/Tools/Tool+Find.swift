import Host

extension Tool {
    /// `find`: the files below some paths.
    static let find: Body = { call throws(AuditShell.ShellStop) in
        var arguments = call.arguments[...]
        var starts: [String] = []
        while let next = arguments.first, !next.hasPrefix("-"), next != "!", next != "(" {
            starts.append(next)
            arguments.removeFirst()
        }
        if starts.isEmpty { throw call.obstacle("it looks in a directory that is not named") }
        var search = FileSearch(call: call)
        try search.read(&arguments)
        var code: Int32 = 0
        for start in starts {
            if try !search.run(start) { code = 1 }
        }
        return code
    }

    /// The tests and actions of one call of `find`.
    private struct FileSearch {
        enum Test {
            case name(FileNamePattern)
            case path(FileNamePattern)
            case kind(FileKind)
        }

        let call: ToolCall
        private var tests: [(test: Test, isNegated: Bool)] = []
        private var (least, most) = (0, Int.max)
        private var command: [String]?
        private var endsWithNUL = false

        init(call: ToolCall) { self.call = call }

        mutating func read(_ arguments: inout ArraySlice<String>) throws(AuditShell.ShellStop) {
            var isNegated = false
            while let argument = arguments.popFirst() {
                switch argument {
                case "!", "-not":
                    isNegated.toggle()
                    continue
                case "-a", "-and", "-print": break
                case "-print0": endsWithNUL = true
                case "-name", "-iname", "-path", "-wholename", "-ipath", "-type":
                    let value = try Self.value(of: argument, &arguments, call)
                    tests.append((try test(argument, value), isNegated))
                case "-mindepth": least = try depth(argument, &arguments)
                case "-maxdepth": most = try depth(argument, &arguments)
                case "-exec":
                    var words: [String] = []
                    while let word = arguments.popFirst(), word != ";" {
                        if word == "+" { throw call.obstacle("-exec … + is not answered here") }
                        words.append(word)
                    }
                    if words.isEmpty || !arguments.isEmpty {
                        throw call.obstacle("only one -exec at the end is answered here")
                    }
                    command = words
                default: throw call.obstacle("\(argument) is not answered here")
                }
                isNegated = false
            }
        }

        private static func value(
            of name: String, _ arguments: inout ArraySlice<String>, _ call: ToolCall
        ) throws(AuditShell.ShellStop) -> String {
            guard let value = arguments.popFirst() else { throw call.obstacle("\(name) has no value") }
            return value
        }

        private func depth(
            _ name: String, _ arguments: inout ArraySlice<String>
        ) throws(AuditShell.ShellStop) -> Int {
            let text = try Self.value(of: name, &arguments, call)
            guard let depth = Int(text), depth >= 0 else { throw call.obstacle("\(name) \(text)") }
            return depth
        }

        private func test(_ name: String, _ value: String) throws(AuditShell.ShellStop) -> Test {
            switch name {
            case "-name": return .name(FileNamePattern(value))
            case "-iname": return .name(FileNamePattern(value, ignoringCase: true))
            case "-path", "-wholename": return .path(FileNamePattern(value))
            case "-ipath": return .path(FileNamePattern(value, ignoringCase: true))
            default:
                let kinds: [String: FileKind] = [
                    "f": .regular, "d": .directory, "l": .symbolicLink, "s": .socket, "p": .fifo,
                    "b": .blockDevice, "c": .characterDevice,
                ]
                guard let kind = kinds[value] else { throw call.obstacle("-type \(value)") }
                return .kind(kind)
            }
        }

        /// Looks below one path; false when something could not be looked at.
        func run(_ start: String) throws(AuditShell.ShellStop) -> Bool {
            let host = call.machine.files
            let kind: FileKind
            do throws(HostError) {
                kind = try host.status(of: HostPath(start), followingLinks: false).kind
            } catch {
                try call.complain("'\(start)': \(error.systemText)")
                return false
            }
            return try visit(start, name: Self.lastName(start), kind, depth: 0, host)
        }

        private func visit(
            _ path: String, name: [UInt8], _ kind: FileKind, depth: Int, _ host: Host
        ) throws(AuditShell.ShellStop) -> Bool {
            try call.budget.spendFile()
            if depth >= least, holds(path, name, kind) { try act(on: path) }
            guard kind == .directory, depth < most else { return true }
            if depth > 256 { throw call.obstacle("\(path) is too deep") }
            var entries: [(name: [UInt8], kind: FileKind)] = []
            do throws(HostError) {
                try host.forEachEntry(of: HostPath(path), statuses: true) { name, kind, _ in
                    entries.append((Array(name), kind))
                }
            } catch {
                try call.complain("'\(path)': \(error.systemText)")
                return false
            }
            var isComplete = true
            for entry in entries.sorted(by: { $0.name.lexicographicallyPrecedes($1.name) }) {
                let inner = HostPath(path).appending(entry.name).description
                if try !visit(inner, name: entry.name, entry.kind, depth: depth + 1, host) {
                    isComplete = false
                }
            }
            return isComplete
        }

        private func holds(_ path: String, _ name: [UInt8], _ kind: FileKind) -> Bool {
            tests.allSatisfy { test, isNegated in
                let holds =
                    switch test {
                    case .name(let pattern): pattern.matches(name)
                    case .path(let pattern): pattern.matches(path.utf8)
                    case .kind(let wanted): kind == wanted
                    }
                return holds != isNegated
            }
        }

        private func act(on path: String) throws(AuditShell.ShellStop) {
            guard let command else {
                try call.streams.output.write(path)
                try call.streams.output.write(CollectionOfOne(endsWithNUL ? 0 : 0x0A))
                return
            }
            let words = command.map { $0.replacing("{}", with: path) }
            _ = try call.shell.run(program: words[0], Array(words.dropFirst()), call.streams)
        }

        private static func lastName(_ path: String) -> [UInt8] {
            var bytes = Array(path.utf8)
            while bytes.count > 1, bytes.last == UInt8(ascii: "/") { bytes.removeLast() }
            return bytes == [UInt8(ascii: "/")] ? bytes : HostPath(bytes: bytes).split.name
        }
    }
}
