extension Evaluator {
    /// Begins another scan of the same machine and keeps every result that cannot have changed.
    ///
    /// Objects that may have changed are collected anew; where that gives the same items, nothing above them is
    /// open. What is open is evaluated when it is asked for, as in a first scan.
    ///
    /// - Parameters:
    ///   - collector: The probes of the new scan, with the memo of the earlier ones; without a memo everything is
    ///     open.
    ///   - now: Seconds since 1970.
    /// - Returns: The ids of the definitions that were decided and are open again.
    public func renew(collector: Collector, now: Int64) -> Set<String> {
        let isLater = now != self.now
        self.collector = collector
        self.now = now
        if path.metObstacle || dependents.isTangled || remembered.isEmpty && !collections.isEmpty {
            return forgetEverything()
        }
        var changed: [Dependents.Part] = []
        for (id, number) in remembered where collector.hasChanged(number) { changed.append(.object(id)) }
        if isLater {
            for id in dependents.clocked where values[id] != nil { changed.append(.variable(id)) }
        }
        return changed.isEmpty ? [] : forget(dependents.reached(from: changed))
    }

    /// Works out what depends on what, so that the next scan need not.
    public func prepareRenewal() { _ = dependents }

    private func forget(_ parts: Set<Dependents.Part>) -> Set<String> {
        var open: Set<String> = []
        for part in parts {
            switch part {
            case .definition(let id):
                if definitionResults.removeValue(forKey: id) != nil { open.insert(id) }
            case .test(let id): testResults[id] = nil
            case .object(let id):
                collections[id] = nil
                remembered[id] = nil
            case .state(let id): matchers[id] = nil
            case .variable(let id): values[id] = nil
            }
        }
        return open
    }

    private func forgetEverything() -> Set<String> {
        let open = Set(definitionResults.keys)
        definitionResults = [:]
        testResults = [:]
        collections = [:]
        remembered = [:]
        matchers = [:]
        values = [:]
        path = ReferencePath()
        return open
    }
}
