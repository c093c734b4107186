/// Looks at a host for one or more kinds of object.
///
/// A probe is made for one scan and used from one thread; what it caches (a file-system index, a package
/// database) lives as long as it does. Probes that share a cache get it in their initialisers.
///
/// `variable_object` needs no probe: the evaluator answers it from its own variables.
public protocol Probe: AnyObject {
    /// The element names of the objects that it collects, such as `file_object`. A name that two families
    /// share is told apart by ``ObjectQuery/family``.
    var objects: [String] { get }

    /// Collects the items that match a query and that its filters accept.
    ///
    /// What is wrong with the host or the query is an answer (`error`, `notApplicable`, `incomplete`, with a
    /// message), never a guess.
    func collect(_ query: ObjectQuery) -> Collected

    /// Whether an answer may rest on what was read for an earlier one without the host being asked again, as
    /// with a package database; when in doubt, true.
    var remembersReading: Bool { get }
}

extension Probe {
    /// True.
    public var remembersReading: Bool { true }
}

/// The probes of one scan, found by the object that they serve.
public final class Collector {
    private var probes: [String: any Probe] = [:]
    /// What serves the objects that no probe names.
    private let fallback: (any Probe)?
    private let memo: CollectionMemo?

    /// A collector; of two probes for one object the later wins.
    ///
    /// - Parameter memo: What an earlier scan found, when the probes look at a host that the memo observes.
    public convenience init(probes: [any Probe], memo: CollectionMemo? = nil) {
        self.init(probes: probes, fallback: nil, memo: memo)
    }

    init(probes: [any Probe], fallback: (any Probe)?, memo: CollectionMemo? = nil) {
        self.fallback = fallback
        self.memo = memo
        for probe in probes {
            for object in probe.objects { self.probes[object] = probe }
        }
    }

    /// Whether some probe serves the object.
    public func serves(_ element: String) -> Bool { probes[element] != nil || fallback != nil }

    /// What the responsible probe finds, or nil when no probe serves the object.
    public func collect(_ query: ObjectQuery) -> Collected? { remember(query)?.collected }

    /// What the responsible probe finds, with the number under which the memo keeps it.
    func remember(_ query: ObjectQuery) -> (collected: Collected, number: Int?)? {
        guard let probe = probe(for: query) else { return nil }
        guard let memo else { return (probe.collect(query), nil) }
        let known = memo.remember(query, with: probe)
        return (known.collected, known.number)
    }

    /// Whether what the memo keeps under a number has changed since an earlier scan.
    func hasChanged(_ number: Int) -> Bool { memo?.hasChanged(number, with: probe(for:)) ?? true }

    private func probe(for query: ObjectQuery) -> (any Probe)? { probes[query.element] ?? fallback }
}
