import Host

/// What runs and lies where on a machine, as a benchmark's files name it.
public struct Platform: Sendable {
    /// The programs of a kind of node by component; a component that does not run is missing.
    public struct Node: Equatable, Sendable {
        /// What stands for `$NAMEbin` and the like.
        public var substitutions: Substitutions
        /// The components that the node must have and that do not run, with the programs that were looked for.
        public var missing: [String: [String]]
    }

    private let machine: AuditMachine

    /// Looks at a machine.
    public init(_ machine: AuditMachine) { self.machine = machine }

    /// Whether the processes of the machine are known.
    public var knowsProcesses: Bool { machine.processes != nil }

    /// Whether all programs run that a kind of node must have; nil when that cannot be known.
    public func runs(_ target: TargetConfiguration?) -> Bool? {
        guard knowsProcesses else { return nil }
        guard let target, !target.components.isEmpty else { return false }
        let programs = target.components.filter { !$0.programs.isEmpty }
        return !programs.isEmpty && programs.allSatisfy { $0.isOptional || program(of: $0) != nil }
    }

    /// The Kubernetes version that the image of the API server's pod names, such as `1.29`; nil where no file
    /// of such a pod says it.
    public func kubernetesVersion(_ configuration: Configuration) -> String? {
        let servers = configuration.targets["master"]?.components.filter { $0.name == "apiserver" } ?? []
        for path in servers.flatMap({ $0.files[.configuration]?.candidates ?? [] }) {
            guard let bytes = try? machine.files.read(HostPath(path), limit: 1 << 20) else { continue }
            let text = String(decoding: bytes, as: UTF8.self)
            guard let mark = text.firstRange(of: "kube-apiserver:v") else { continue }
            let parts = text[mark.upperBound...].prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
                .split(separator: ".")
            if parts.count >= 2 { return "\(parts[0]).\(parts[1])" }
        }
        return nil
    }

    /// What a kind of node's checks have to know.
    public func node(_ target: TargetConfiguration?) -> Node {
        var node = Node(substitutions: Substitutions(), missing: [:])
        for component in target?.components ?? [] {
            if !component.programs.isEmpty {
                let program = program(of: component)
                if program == nil, !component.isOptional, knowsProcesses {
                    node.missing[component.name] = component.programs
                }
                // A component that does not run is called by its own name, so that nothing is found.
                node.substitutions.add("\(component.name)bin", program ?? component.name, isProgram: true)
            }
            for kind in Component.FileKind.allCases {
                node.substitutions.add(component.name + kind.rawValue, file(kind, of: component))
            }
        }
        return node
    }

    /// The first of a component's programs that runs, as the configuration spells it.
    private func program(of component: Component) -> String? {
        component.programs.first { program in
            let words = program.filter { $0 != "'" && $0 != "\"" }.split(separator: " ").map { String($0) }
            guard let name = words.first else { return false }
            return machine.processes?.contains { process in
                // The kernel keeps 15 bytes of a name.
                process.program == String(name.prefix(15))
                    && Self.begins(process.commandLine, with: words.joined(separator: " "))
            } ?? false
        }
    }

    /// Whether a command line begins with a program, a path before it set aside.
    private static func begins(_ commandLine: String, with program: String) -> Bool {
        if commandLine.hasPrefix(program) { return true }
        let first = commandLine.prefix { $0 != " " }
        guard let slash = first.lastIndex(of: "/") else { return false }
        return commandLine[commandLine.index(after: slash)...].hasPrefix(program)
    }

    private func file(_ kind: Component.FileKind, of component: Component) -> String {
        let places = component.files[kind] ?? Component.Places(candidates: [], fallback: nil)
        let found = places.candidates.first { (try? machine.files.status(of: HostPath($0))) != nil }
        return found ?? places.fallback ?? component.name
    }
}

/// What stands for the names that a benchmark's files leave open, such as `$kubeletconf`.
public struct Substitutions: Equatable, Sendable {
    private var values: [String: String] = [:]
    private var programs: Set<String> = []

    /// Nothing is filled in.
    public init() {}

    mutating func add(_ name: String, _ value: String, isProgram: Bool = false) {
        if value.isEmpty { return }
        values[name] = value
        if isProgram { programs.insert(name) }
    }

    /// The text with what is known filled in, and the programs that were.
    ///
    /// A value of several words is quoted, as kube-bench does. Of two names with one beginning the longer is
    /// meant.
    func apply(to text: String) -> (text: String, programs: [String]) {
        let names = values.keys.sorted {
            $0.utf8.count != $1.utf8.count ? $0.utf8.count > $1.utf8.count : $0 < $1
        }
        let byName = names.map { (name: Array($0.utf8), key: $0) }
        let bytes = Array(text.utf8)
        var out: [UInt8] = []
        var used: Set<String> = []
        var place = 0
        while place < bytes.count {
            if bytes[place] == UInt8(ascii: "$"),
                let match = byName.first(where: { bytes[(place + 1)...].starts(with: $0.name) }),
                let value = values[match.key]
            {
                let isPhrase = value.split(whereSeparator: \.isWhitespace).count > 1
                out += isPhrase ? Array("'\(value)'".utf8) : Array(value.utf8)
                if programs.contains(match.key) { used.insert(value) }
                place += 1 + match.name.count
            } else {
                out.append(bytes[place])
                place += 1
            }
        }
        return (String(decoding: out, as: UTF8.self), used.sorted())
    }
}
