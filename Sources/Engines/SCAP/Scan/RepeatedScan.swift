public import Host
public import OVAL
public import XCCDF

/// One machine assessed against one benchmark again and again, each time for the price of what has changed.
///
/// Every result is the one that ``Content/scan(_:tailoring:only:collector:clock:record:progress:)`` would give at
/// that moment. The kernel tells which files change (`inotify(7)`); since a few ways to change one are not told,
/// everything is looked at once an hour.
///
/// ```swift
/// let scan = try RepeatedScan(content, .named("standard"), host: host)
/// while true { report(try scan.next(at: now())) }
/// ```
///
/// A repeated scan serves one thread.
public final class RepeatedScan {
    private let memo: CollectionMemo
    private let only: Set<String>?
    private let judges: Judges
    private let evaluation: BenchmarkEvaluation
    private let lookInterval: Int64
    private var lastLook: Int64?
    private var last: BenchmarkResult?

    /// A scan to come.
    ///
    /// - Parameters:
    ///   - only: Ids of the rules to evaluate; nil for all that the profile selects.
    ///   - watches: Whether the kernel is asked to tell what changes; else each scan looks at every file again.
    ///   - lookInterval: After how many seconds everything is looked at, whatever the kernel says.
    /// - Throws: ``SCAPError/xccdf(file:_:)`` when the profile cannot be found or the tailoring does not fit.
    public init(
        _ content: Content, _ choice: ProfileChoice, tailoring: Tailoring? = nil, only: Set<String>? = nil,
        host: Host, watches: Bool = true, lookInterval: Int64 = 3600
    ) throws(SCAPError) {
        memo = CollectionMemo(host: host, watches: watches)
        self.only = only
        self.lookInterval = lookInterval
        let judges = Judges(collector: Collector(host: host))
        self.judges = judges
        let profile = try content.resolve(choice, tailoring: tailoring)
        evaluation = content.evaluation(under: profile, makeJudge: judges.make).evaluation
    }

    /// How many objects the last scan found as they were, and how many it collected.
    public var counts: (reused: Int, collected: Int) { memo.counts }

    /// The result as it is now.
    ///
    /// - Parameter now: Seconds since 1970; the time of everything in the result.
    /// - Throws: `HostError` when the process has no descriptor left.
    public func next(at now: Int64) throws(HostError) -> BenchmarkResult {
        if now - (lastLook ?? now) >= lookInterval { memo.lookAtEverything() }
        if lastLook == nil || now - (lastLook ?? now) >= lookInterval { lastLook = now }
        let hasChanged = judges.renew(try Collector(memo: memo), now)
        guard let last, !hasChanged else {
            let result = evaluation.run(only: only, clock: { now })
            judges.prepareRenewal()
            self.last = result
            return result
        }
        var result = last
        result.startTime = now
        result.endTime = now
        for index in result.results.indices { result.results[index].time = now }
        return result
    }

    /// The judges that were asked so far, which serve one scan after the other.
    private final class Judges {
        private var collector: Collector
        private var now: Int64 = 0
        private var all: [CollectingJudge] = []

        init(collector: Collector) { self.collector = collector }

        func make(_ definitions: Definitions, _ variables: [String: [String]]) -> any DefinitionJudge {
            let judge = CollectingJudge(definitions, variables: variables, collector: collector, now: now)
            all.append(judge)
            return judge
        }

        func renew(_ collector: Collector, _ now: Int64) -> Bool {
            self.collector = collector
            self.now = now
            var hasChanged = false
            for judge in all where judge.renew(collector: collector, now: now) { hasChanged = true }
            return hasChanged
        }

        func prepareRenewal() { for judge in all { judge.prepareRenewal() } }
    }
}
