import Advisories

/// Which identifiers name the same flaw: aliases of aliases are aliases.
///
/// The classes are made of all feeds of a bundle, so a CVE that one feed knows under its GHSA number and another under
/// its own is one flaw.
public struct AliasClasses: Sendable {
    private var numbers: [String: Int] = [:]
    private var names: [String] = []
    private var parents: [Int] = []

    /// No flaw so far.
    public init() {}

    /// Joins an advisory's identifier with its aliases.
    ///
    /// An advisory that repackages several others is not another name of them.
    public mutating func add(_ advisory: Advisory) {
        guard advisory.upstream.isEmpty else {
            for id in advisory.upstream { _ = number(of: id) }
            return
        }
        let first = number(of: advisory.id)
        for alias in advisory.aliases { join(first, number(of: alias)) }
    }

    /// The names of each flaw, the one to show first: the least CVE, else the least name.
    public consuming func flaws() -> Flaws {
        var members: [Int: [String]] = [:]
        for index in names.indices { members[root(index), default: []].append(names[index]) }
        return Flaws(members.values.map { $0.sorted(by: Self.isBefore) })
    }

    private mutating func number(of name: String) -> Int {
        if let number = numbers[name] { return number }
        numbers[name] = names.count
        names.append(name)
        parents.append(parents.count)
        return names.count - 1
    }

    private mutating func join(_ a: Int, _ b: Int) {
        let (a, b) = (root(a), root(b))
        if a != b { parents[max(a, b)] = min(a, b) }
    }

    private mutating func root(_ index: Int) -> Int {
        var index = index
        while parents[index] != index {
            parents[index] = parents[parents[index]]
            index = parents[index]
        }
        return index
    }

    private static func isBefore(_ a: String, _ b: String) -> Bool {
        let (first, second) = (a.hasPrefix("CVE-"), b.hasPrefix("CVE-"))
        return first == second ? a < b : first
    }
}

/// Every flaw of a bundle by each of its names.
public struct Flaws: Sendable {
    private let byName: [String: Int]
    private let names: [[String]]

    fileprivate init(_ names: [[String]]) {
        self.names = names
        var byName: [String: Int] = [:]
        for (index, list) in names.enumerated() { for name in list { byName[name] = index } }
        self.byName = byName
    }

    /// All names of the flaw that has a name, the one to show first.
    public func names(of name: String) -> [String] { byName[name].map { names[$0] } ?? [name] }
}
