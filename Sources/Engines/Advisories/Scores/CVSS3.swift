/// The formulas of CVSS 3.0 and 3.1 (https://www.first.org/cvss/v3.1/specification-document, 7).
struct CVSS3 {
    private let metrics: CVSSMetrics

    init(_ metrics: CVSSMetrics) { self.metrics = metrics }

    var scores: CVSSScores {
        let base = Subject(metrics, isModified: false).score
        let environmental = temporal(of: Subject(metrics, isModified: true).score)
        return CVSSScores(
            base: base, temporal: isAnyStated(["E", "RL", "RC"]) ? temporal(of: base) : nil,
            environmental: isAnyStated(Self.environmental) ? environmental : nil)
    }

    private static let environmental: [Substring] = [
        "CR", "IR", "AR", "MAV", "MAC", "MPR", "MUI", "MS", "MC", "MI", "MA",
    ]

    private func isAnyStated(_ names: [Substring]) -> Bool {
        names.contains { metrics[$0].map { $0 != "X" } ?? false }
    }

    private func temporal(of score: Double) -> Double {
        Tenths.up(score * weight("E") * weight("RL") * weight("RC"))
    }

    private func weight(_ metric: Substring) -> Double {
        metrics[metric].flatMap { Self.temporalWeights[metric]?[$0] } ?? 1
    }

    private static let temporalWeights: [Substring: [Substring: Double]] = [
        "E": ["F": 0.97, "P": 0.94, "U": 0.91], "RL": ["W": 0.97, "T": 0.96, "O": 0.95],
        "RC": ["R": 0.96, "U": 0.92],
    ]
}

extension CVSS3 {
    /// What is scored: the flaw as such, or as it is in the environment that the modified metrics tell.
    private struct Subject {
        let metrics: CVSSMetrics
        let isModified: Bool

        init(_ metrics: CVSSMetrics, isModified: Bool) {
            self.metrics = metrics
            self.isModified = isModified
        }

        var score: Double {
            let impact = self.impact
            if impact <= 0 { return 0 }
            let exploitability = 8.22 * weight("AV") * weight("AC") * privileges * weight("UI")
            return Tenths.up(min((isChanged ? 1.08 : 1) * (impact + exploitability), 10))
        }

        private var isChanged: Bool { value("S") == "C" }

        private var impact: Double {
            func loss(_ metric: Substring, _ requirement: Substring) -> Double {
                let weight = Self.weights[metric]?[value(metric)] ?? 0
                return 1 - weight * (isModified ? self.requirement(requirement) : 1)
            }
            let sum = 1 - loss("C", "CR") * loss("I", "IR") * loss("A", "AR")
            let bounded = isModified ? min(sum, 0.915) : sum
            guard isChanged else { return 6.42 * bounded }
            if isModified, metrics.version == .v31 {
                return 7.52 * (bounded - 0.029) - 3.25 * power(bounded * 0.9731 - 0.02, 13)
            }
            return 7.52 * (bounded - 0.029) - 3.25 * power(bounded - 0.02, 15)
        }

        private func power(_ value: Double, _ exponent: Int) -> Double {
            (0..<exponent).reduce(1) { product, _ in product * value }
        }

        private func requirement(_ metric: Substring) -> Double {
            switch metrics[metric] {
            case "H": 1.5
            case "L": 0.5
            default: 1
            }
        }

        private var privileges: Double {
            switch value("PR") {
            case "L": isChanged ? 0.68 : 0.62
            case "H": isChanged ? 0.5 : 0.27
            default: 0.85
            }
        }

        private func weight(_ metric: Substring) -> Double { Self.weights[metric]?[value(metric)] ?? 0 }

        private func value(_ metric: Substring) -> Substring {
            if isModified, let modified = metrics["M" + metric], modified != "X" { return modified }
            return metrics[metric] ?? "X"
        }

        private static let weights: [Substring: [Substring: Double]] = [
            "AV": ["N": 0.85, "A": 0.62, "L": 0.55, "P": 0.2], "AC": ["L": 0.77, "H": 0.44],
            "UI": ["N": 0.85, "R": 0.62], "C": ["H": 0.56, "L": 0.22], "I": ["H": 0.56, "L": 0.22],
            "A": ["H": 0.56, "L": 0.22],
        ]
    }
}
