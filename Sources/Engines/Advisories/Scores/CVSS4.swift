/// The scoring of CVSS 4.0 (https://www.first.org/cvss/v4-0/specification-document, 8).
///
/// Vectors fall into 270 sets, the macro vectors, of which each has a score. Inside of its set a vector lies some
/// steps below the set's worst, and as far as that is on the way to the next lower sets it loses of their distance.
struct CVSS4 {
    private let metrics: CVSSMetrics

    init(_ metrics: CVSSMetrics) { self.metrics = metrics }

    var score: Double {
        if ["VC", "VI", "VA", "SC", "SI", "SA"].allSatisfy({ value($0) == "N" }) { return 0 }
        let set = macroVector
        guard let worst = MacroVectors.score(set) else { return 0 }
        var losses: [Double] = []
        for group in Group.allCases {
            guard let lower = nextLower(set, group) else { continue }
            let depth = Double(MacroVectors.depth(set, group))
            let share = group == .threat ? 0 : Double(distance(set, group)) / depth
            losses.append((worst - lower) * share)
        }
        let loss = losses.isEmpty ? 0 : losses.reduce(0, +) / Double(losses.count)
        return Tenths.nearest(min(max(worst - loss, 0), 10))
    }

    /// The sets of metrics that are looked at together: EQ1, EQ2, EQ3 with EQ6, EQ4 and EQ5.
    enum Group: CaseIterable {
        case exploitability, complexity, vulnerableSystem, subsequentSystem, threat
    }

    /// The value that counts: the modified one if stated, and the worst where nothing is.
    private func value(_ metric: Substring) -> Substring {
        if let modified = metrics["M" + metric], modified != "X" { return modified }
        guard let value = metrics[metric], value != "X" else { return metric == "E" ? "A" : "H" }
        return value
    }

    /// The levels EQ1 to EQ6.
    private var macroVector: [Int] {
        func isOne(_ tests: (Substring, Substring)...) -> Bool {
            tests.contains { value($0.0) == $0.1 }
        }
        func areAll(_ tests: (Substring, Substring)...) -> Bool {
            tests.allSatisfy { value($0.0) == $0.1 }
        }
        let isEasy = areAll(("AV", "N"), ("PR", "N"), ("UI", "N"))
        let isHalfEasy = isOne(("AV", "N"), ("PR", "N"), ("UI", "N")) && !isOne(("AV", "P"))
        let isSimple = areAll(("AC", "L"), ("AT", "N"))
        let isGrave = areAll(("VC", "H"), ("VI", "H"))
        let isHalfGrave = isOne(("VC", "H"), ("VI", "H"), ("VA", "H"))
        let isSafety = isOne(("SI", "S"), ("SA", "S"))
        let isFar = isOne(("SC", "H"), ("SI", "H"), ("SA", "H"))
        let isRequired =
            areAll(("CR", "H"), ("VC", "H")) || areAll(("IR", "H"), ("VI", "H"))
            || areAll(("AR", "H"), ("VA", "H"))
        return [
            isEasy ? 0 : isHalfEasy ? 1 : 2, isSimple ? 0 : 1, isGrave ? 0 : isHalfGrave ? 1 : 2,
            isSafety ? 0 : isFar ? 1 : 2, isOne(("E", "A")) ? 0 : isOne(("E", "P")) ? 1 : 2,
            isRequired ? 0 : 1,
        ]
    }

    /// The score of the next lower set as far as one group goes; nil below the lowest.
    private func nextLower(_ set: [Int], _ group: Group) -> Double? {
        func lowered(_ level: Int) -> Double? {
            var lower = set
            lower[level] += 1
            return MacroVectors.score(lower)
        }
        switch group {
        case .exploitability: return lowered(0)
        case .complexity: return lowered(1)
        case .subsequentSystem: return lowered(3)
        case .threat: return lowered(4)
        case .vulnerableSystem:
            // EQ3 and EQ6 move together: from the worst of both there are two ways down.
            switch (set[2], set[5]) {
            case (0, 0): return [lowered(2), lowered(5)].compactMap { $0 }.max()
            case (1, 0): return lowered(5)
            default: return lowered(2)
            }
        }
    }

    /// How many steps the vector lies below the worst of its set that is above it in every metric of the group.
    private func distance(_ set: [Int], _ group: Group) -> Int {
        for worst in MacroVectors.worst(set, group) {
            let steps = worst.map { step($0.metric, value($0.metric)) - step($0.metric, $0.value) }
            if steps.allSatisfy({ $0 >= 0 }) { return steps.reduce(0, +) }
        }
        return 0
    }

    /// How many steps a value lies below its metric's worst.
    private func step(_ metric: Substring, _ value: Substring) -> Int {
        let values: String =
            switch metric {
            case "AV": "NALP"
            case "PR": "NLH"
            case "UI": "NPA"
            case "AC": "LH"
            case "AT": "NP"
            case "CR", "IR", "AR": "HML"
            case "VC", "VI", "VA": "HLN"
            default: "SHLN"
            }
        return value.first.flatMap { values.firstIndex(of: $0) }?.utf16Offset(in: values) ?? 0
    }
}
