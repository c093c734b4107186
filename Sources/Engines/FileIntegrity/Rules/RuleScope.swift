public import Host
import Patterns

/// The rules that files of one directory are judged by.
///
/// What is the same for all files of the directory is found out once.
public final class RuleScope {
    private let tree: RuleTree
    private let directory: [UInt8]
    /// The nodes from the directory to the root that have rules.
    private let chain: [Int]
    /// Whether the first node is the directory itself, so that its equal rules hold.
    private let isExact: Bool
    private var refusedParents: [Int: Int?] = [:]
    /// 0.19: the verdict on the directory itself, when it has to be known for what is in it.
    private var barrier: RuleMatch??

    /// The scope of a directory.
    public init(_ tree: RuleTree, directory: [UInt8]) {
        self.tree = tree
        self.directory = directory
        let nearest = tree.nearestNode(directory)
        isExact = tree.nodes[nearest].path == directory && !tree.nodes[nearest].isBare
        var chain: [Int] = []
        var next: Int? = nearest
        while let node = next {
            if !tree.nodes[node].isBare { chain.append(node) }
            next = tree.nodes[node].parent
        }
        self.chain = chain
    }

    /// The verdict on a file of the directory.
    ///
    /// - Parameter checksParents: whether refusals of the directories above count too (0.19 only); a walk
    ///   that came from above has already heeded them.
    public func match(_ path: [UInt8], _ kind: FileKind, checksParents: Bool = false) -> RuleMatch {
        if tree.dialect != .v0_19 { return older(path, kind) }
        if checksParents, path != [UInt8(ascii: "/")], let barrier = refusalAbove() { return barrier }
        return newer(path, kind)
    }

    // MARK: Up to 0.18

    private func older(_ path: [UInt8], _ kind: FileKind) -> RuleMatch {
        var isPartial = false
        var found: (verdict: RuleMatch.Verdict, rule: Int)?
        if isExact, let node = chain.first {
            switch first(of: tree.nodes[node].equal, path, kind) {
            case .rule(let rule): found = (.equal, rule)
            case .partial: isPartial = true
            case .none: break
            }
        }
        for node in chain where found == nil {
            switch first(of: tree.nodes[node].selective, path, kind) {
            case .rule(let rule): found = (.selective, rule)
            case .partial: isPartial = true
            case .none: break
            }
        }
        guard let found else { return RuleMatch(verdict: isPartial ? .partial : .none, rule: nil) }
        for node in chain.reversed() {
            let rules = tree.nodes[node].negative
            if rules.isEmpty { continue }
            if let rule = refusalOfParent(node) { return RuleMatch(verdict: .none, rule: rule) }
            if case .rule(let rule) = first(of: rules, path, kind) {
                let isRestricted = !tree.rules[rule].restriction.isEmpty
                return RuleMatch(verdict: isRestricted ? .partial : .none, rule: rule)
            }
        }
        return RuleMatch(verdict: found.verdict, rule: found.rule)
    }

    /// The unrestricted negative rule of a node that refuses the directory or one between it and the node.
    private func refusalOfParent(_ node: Int) -> Int? {
        if tree.dialect == .v0_16 { return nil }
        if let known = refusedParents[node] { return known }
        let rules = tree.nodes[node].negative.filter { tree.rules[$0].restriction.isEmpty }
        var path = directory
        var refusal: Int?
        while refusal == nil, path.count > tree.nodes[node].path.count {
            refusal = rules.first { tree.rules[$0].reach(path) == .whole }
            path = RuleTree.parent(of: path)
        }
        refusedParents[node] = .some(refusal)
        return refusal
    }

    // MARK: 0.19

    private func newer(_ path: [UInt8], _ kind: FileKind) -> RuleMatch {
        var match = RuleMatch(verdict: .none, rule: nil)
        if kind == .directory, let node = tree.node(path), tree.nodes[node].leadsToRules {
            match.verdict = .partial
        }
        if isExact, let node = chain.first {
            switch first(of: tree.nodes[node].equal, path, kind) {
            case .rule(let rule): match = RuleMatch(verdict: .equal, rule: rule)
            case .partial: match.verdict = .partial
            case .none: break
            }
        }
        for node in chain where !match.isTaken {
            switch first(of: tree.nodes[node].selective, path, kind) {
            case .rule(let rule): match = RuleMatch(verdict: .selective, rule: rule)
            case .partial: match.verdict = .partial
            case .none: break
            }
        }
        for node in chain.reversed() where match.isTaken || match.verdict == .partial {
            guard case .rule(let rule) = first(of: tree.nodes[node].negative, path, kind) else { continue }
            if tree.rules[rule].kind == .pruning {
                match = RuleMatch(verdict: .pruned, rule: rule)
            } else if match.isTaken {
                match = RuleMatch(verdict: .negative, rule: rule)
            }
        }
        return match
    }

    /// The refusal of the directory or of one above it; nil when a walk would come here.
    private func refusalAbove() -> RuleMatch? {
        if let barrier { return barrier }
        var parents = [directory]
        while let last = parents.last, last.count > 1 { parents.append(RuleTree.parent(of: last)) }
        var refusal: RuleMatch?
        for parent in parents.reversed() where refusal == nil {
            let scope = RuleScope(tree, directory: parent.count > 1 ? RuleTree.parent(of: parent) : parent)
            let match = scope.newer(parent, .directory)
            if match.verdict == .pruned {
                refusal = RuleMatch(verdict: .pruned, rule: match.rule, refusedParent: parent)
            } else if match.verdict == .none {
                refusal = match
            }
        }
        barrier = .some(refusal)
        return refusal
    }

    // MARK: One list

    private enum Found {
        case rule(Int)
        case partial
        case none
    }

    private func first(of rules: [Int], _ path: [UInt8], _ kind: FileKind) -> Found {
        var isPartial = false
        for rule in rules {
            switch tree.rules[rule].reach(path) {
            case .whole:
                if tree.rules[rule].admits(kind) { return .rule(rule) }
                isPartial = true
            case .partial: isPartial = true
            case .none: break
            }
        }
        return isPartial ? .partial : .none
    }
}
