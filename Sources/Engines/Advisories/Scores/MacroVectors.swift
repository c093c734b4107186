/// The macro vectors of CVSS 4.0: their scores, their worst vectors and how deep they are (8.3).
enum MacroVectors {
    /// A metric and the value that it has in a worst vector.
    struct Value {
        let metric: Substring
        let value: Substring
    }

    /// The score of a set; nil when there is no such set.
    static func score(_ set: [Int]) -> Double? {
        var index = 0
        for (level, count) in zip(set, [3, 2, 3, 3, 3, 2]) {
            guard level < count else { return nil }
            index = index * count + level
        }
        return scores[index].map { Double($0) / 10 }
    }

    /// How many steps lie between the worst and the best vector of a set, in one group.
    static func depth(_ set: [Int], _ group: CVSS4.Group) -> Int {
        switch group {
        case .exploitability: [1, 4, 5][set[0]]
        case .complexity: [1, 2][set[1]]
        case .vulnerableSystem: [[7, 6], [8, 8], [10, 10]][set[2]][set[5]]
        case .subsequentSystem: [6, 5, 4][set[3]]
        case .threat: 1
        }
    }

    /// The worst vectors of a set, in one group.
    static func worst(_ set: [Int], _ group: CVSS4.Group) -> [[Value]] {
        switch group {
        case .exploitability: exploitability[set[0]]
        case .complexity: complexity[set[1]]
        case .vulnerableSystem: vulnerableSystem[set[2]][set[5]]
        case .subsequentSystem: subsequentSystem[set[3]]
        case .threat: []
        }
    }

    private static let exploitability = ["NNN", "ANN NLN NNP", "PNN ALP"].map { read($0, "AV PR UI") }
    private static let complexity = ["LN", "HN LP"].map { read($0, "AC AT") }
    private static let vulnerableSystem = [
        ["HHHHHH", "HHLMMH HHHMMM"], ["LHHHHH HLHHHH", "LHLHMH LHHHMM HLHMHM HLLMHH LLHHHM"], ["", "LLLHHH"],
    ].map { $0.map { read($0, "VC VI VA CR IR AR") } }
    private static let subsequentSystem = ["HSS", "HHH", "LLL"].map { read($0, "SC SI SA") }

    /// Reads vectors that are written as the initials of their values.
    private static func read(_ vectors: String, _ metrics: String) -> [[Value]] {
        vectors.split(separator: " ").map { vector in
            zip(metrics.split(separator: " "), vector).map { Value(metric: $0, value: "\($1)") }
        }
    }

    /// Ten times the scores, the last level changing fastest; a set that no vector falls into has none.
    private static let scores = """
        100 99 98 95 95 92 100 96 93 87 91 81 93 90 89 80 81 68 98 95 95 92 90 84 93 92 89 81 81 65 88 80 78 70 69 48
        - 92 - 82 - 72 - 79 - 69 - 50 - 69 - 55 - 27 99 97 95 92 92 85 95 91 90 83 84 71 92 81 82 71 72 53
        95 93 92 85 85 73 92 82 80 72 70 59 84 70 71 52 50 30 - 86 - 75 - 52 - 71 - 52 - 29 - 63 - 29 - 17
        98 95 94 87 91 81 94 89 86 74 77 64 87 75 74 63 63 49 94 89 88 77 76 67 86 76 74 58 59 50 72 57 57 52 52 25
        - 83 - 70 - 54 - 65 - 58 - 26 - 53 - 21 - 13 95 90 88 76 76 70 90 77 75 62 61 53 77 66 68 59 52 30
        89 78 76 67 62 58 74 59 57 57 47 23 61 52 57 29 24 16 - 71 - 59 - 30 - 58 - 26 - 15 - 23 - 13 - 6
        93 87 86 72 75 58 86 74 74 61 56 34 70 54 52 40 40 22 85 75 74 55 62 51 72 57 55 41 46 19 53 36 34 19 19 8
        - 64 - 51 - 20 - 47 - 21 - 11 - 24 - 9 - 4 88 75 73 53 60 50 73 55 59 40 41 20 54 43 45 22 20 11
        75 55 58 45 40 21 61 51 48 18 20 9 46 18 17 7 8 2 - 53 - 24 - 14 - 24 - 12 - 5 - 10 - 3 - 1
        """.split { $0 == " " || $0 == "\n" }.map { Int($0) }
}
