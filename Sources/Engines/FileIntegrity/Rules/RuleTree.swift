public import Host

/// The rules of a configuration, filed under the directory that their expressions begin with.
///
/// A rule for `/etc/ssh/.*key` stands at the node `/etc/ssh`. A file is judged by the nodes from its own
/// directory up to the root (`aide.conf(5)`, RULES): the deepest node first, the first match in a node,
/// negative rules last.
public struct RuleTree: Sendable {
    struct Node: Sendable {
        let path: [UInt8]
        let parent: Int?
        var selective: [Int] = []
        var equal: [Int] = []
        var negative: [Int] = []
        /// Whether this node or one below it has rules.
        var leadsToRules = false

        var isBare: Bool { selective.isEmpty && equal.isEmpty && negative.isEmpty }
    }

    /// Which version's way of choosing holds.
    public let dialect: Dialect
    /// The rules in the order of the configuration.
    public private(set) var rules: [Rule] = []
    private(set) var nodes: [Node] = [Node(path: [UInt8(ascii: "/")], parent: nil)]
    private var index: [[UInt8]: Int] = [[UInt8(ascii: "/")]: 0]

    /// A tree without rules.
    public init(dialect: Dialect) { self.dialect = dialect }

    /// Whether no rule selects or refuses anything.
    public var isEmpty: Bool { rules.isEmpty }

    /// Adds a rule.
    ///
    /// - Throws: ``ConfigurationError`` when its directory has an empty name in it, which no path has.
    mutating func add(_ rule: Rule) throws(ConfigurationError) {
        let directory = Self.directory(of: rule.expression, dialect)
        for place in directory.indices.dropFirst()
        where directory[place] == UInt8(ascii: "/") && directory[place - 1] == UInt8(ascii: "/") {
            throw ConfigurationError(
                "error in rule '\(rule.expression)': invalid double slash", at: rule.place)
        }
        let node = makeNode(directory)
        switch rule.kind {
        case .selective: nodes[node].selective.append(rules.count)
        case .equal: nodes[node].equal.append(rules.count)
        case .negative, .pruning: nodes[node].negative.append(rules.count)
        }
        rules.append(rule)
        var next: Int? = node
        while let node = next, !nodes[node].leadsToRules {
            nodes[node].leadsToRules = true
            next = nodes[node].parent
        }
    }

    /// The verdict on one path, without a walk that came there.
    public func match(_ path: [UInt8], _ kind: FileKind) -> RuleMatch {
        RuleScope(self, directory: Self.parent(of: path)).match(path, kind, checksParents: true)
    }

    /// The node of a directory; nil when no rule stands there or below.
    func node(_ path: [UInt8]) -> Int? { index[path] }

    /// The deepest node that is the directory or above it.
    func nearestNode(_ directory: [UInt8]) -> Int {
        var path = directory
        while true {
            if let node = index[path] { return node }
            path = Self.parent(of: path)
        }
    }

    private mutating func makeNode(_ path: [UInt8]) -> Int {
        if let node = index[path] { return node }
        var parts: [[UInt8]] = [path]
        while let last = parts.last, index[Self.parent(of: last)] == nil {
            parts.append(Self.parent(of: last))
        }
        for part in parts.reversed() {
            index[part] = nodes.count
            nodes.append(Node(path: part, parent: index[Self.parent(of: part)]))
        }
        return nodes.count - 1
    }

    /// The directory that a path stands in; `/` stands in itself.
    static func parent(of path: [UInt8]) -> [UInt8] {
        guard let slash = path.lastIndex(of: UInt8(ascii: "/")), slash > 0 else { return [UInt8(ascii: "/")] }
        return Array(path[..<slash])
    }

    /// The part of an expression up to the last slash before the first special character.
    private static func directory(of expression: String, _ dialect: Dialect) -> [UInt8] {
        var special = Set("(^$*[".utf8)
        if dialect != .v0_16 { special.insert(UInt8(ascii: "?")) }
        var path: [UInt8] = [UInt8(ascii: "/")]
        var lastSlash = 1
        var rest = Array(expression.utf8).dropFirst()[...]
        while let byte = rest.first {
            rest = rest.dropFirst()
            if special.contains(byte) { break }
            if byte == UInt8(ascii: "\\") {
                guard let escaped = rest.first else { break }
                rest = rest.dropFirst()
                path.append(escaped)
                continue
            }
            if byte == UInt8(ascii: "/") { lastSlash = path.count }
            path.append(byte)
        }
        return Array(path.prefix(lastSlash))
    }
}
