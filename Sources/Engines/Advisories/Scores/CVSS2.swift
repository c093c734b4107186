/// The formulas of CVSS 2.0 (https://www.first.org/cvss/v2/guide, 3.2).
struct CVSS2 {
    private let metrics: CVSSMetrics

    init(_ metrics: CVSSMetrics) { self.metrics = metrics }

    var scores: CVSSScores {
        let hasTemporal = ["E", "RL", "RC"].contains(where: isStated)
        let hasEnvironmental = ["CDP", "TD", "CR", "IR", "AR"].contains(where: isStated)
        let base = baseScore(impact: impact)
        let adjusted = temporal(of: baseScore(impact: adjustedImpact))
        let environmental = Tenths.nearest((adjusted + (10 - adjusted) * weight("CDP")) * weight("TD"))
        return CVSSScores(
            base: max(0, base), temporal: hasTemporal ? max(0, temporal(of: max(0, base))) : nil,
            environmental: hasEnvironmental ? max(0, environmental) : nil)
    }

    private func isStated(_ metric: Substring) -> Bool { metrics[metric].map { $0 != "ND" } ?? false }

    private var impact: Double {
        10.41 * (1 - (1 - weight("C")) * (1 - weight("I")) * (1 - weight("A")))
    }

    private var adjustedImpact: Double {
        let kept =
            (1 - weight("C") * weight("CR")) * (1 - weight("I") * weight("IR"))
            * (1 - weight("A") * weight("AR"))
        return min(10, 10.41 * (1 - kept))
    }

    private func baseScore(impact: Double) -> Double {
        let exploitability = 20 * weight("AV") * weight("AC") * weight("Au")
        let factor = impact == 0 ? 0 : 1.176
        return Tenths.nearest((0.6 * impact + 0.4 * exploitability - 1.5) * factor)
    }

    private func temporal(of base: Double) -> Double {
        Tenths.nearest(base * weight("E") * weight("RL") * weight("RC"))
    }

    private func weight(_ metric: Substring) -> Double {
        let value = metrics[metric] ?? "ND"
        return Self.weights[metric]?[value] ?? (metric == "CDP" ? 0 : 1)
    }

    private static let weights: [Substring: [Substring: Double]] = [
        "AV": ["L": 0.395, "A": 0.646, "N": 1], "AC": ["H": 0.35, "M": 0.61, "L": 0.71],
        "Au": ["M": 0.45, "S": 0.56, "N": 0.704], "C": ["N": 0, "P": 0.275, "C": 0.66],
        "I": ["N": 0, "P": 0.275, "C": 0.66], "A": ["N": 0, "P": 0.275, "C": 0.66],
        "E": ["U": 0.85, "POC": 0.9, "F": 0.95], "RL": ["OF": 0.87, "TF": 0.9, "W": 0.95],
        "RC": ["UC": 0.9, "UR": 0.95], "CDP": ["N": 0, "L": 0.1, "LM": 0.3, "MH": 0.4, "H": 0.5],
        "TD": ["N": 0, "L": 0.25, "M": 0.75], "CR": ["L": 0.5, "H": 1.51],
        "IR": ["L": 0.5, "H": 1.51], "AR": ["L": 0.5, "H": 1.51],
    ]
}
