import Advisories
import Bytes

extension Enrichment {
    /// The enrichment as JSON, which ``init(_:feed:)`` reads back as it was.
    var json: JSON { ["id": .string(id), "facts": .array(facts.map(\.json))] }

    /// Reads what ``json`` wrote; nil for anything else.
    init?(_ view: JSONView, feed: String) {
        guard let id = view["id"].string, !view["facts"].isMissing else { return nil }
        var facts: [Fact] = []
        for element in view["facts"].elements {
            guard let fact = Fact(element) else { return nil }
            facts.append(fact)
        }
        self.init(id: id, feed: feed, facts: facts)
    }
}

extension Enrichment.Fact {
    /// The fact as JSON, which ``init(_:)`` reads back as it was.
    var json: JSON {
        switch self {
        case .knownExploited(let entry):
            [
                "knownExploited": [
                    "added": .string(entry.added.description), "due": JSON(entry.due),
                    "ransom": .bool(entry.isUsedForRansom), "name": .string(entry.name),
                ]
            ]
        case .exploitPrediction(let prediction):
            [
                "exploitPrediction": [
                    "probability": .double(prediction.probability),
                    "percentile": .double(prediction.percentile), "day": JSON(prediction.day),
                ]
            ]
        case .decision(let decision):
            [
                "decision": [
                    "exploitation": .string(decision.exploitation.rawValue),
                    "automatable": .string(decision.automatable.rawValue),
                    "technicalImpact": .string(decision.technicalImpact.rawValue),
                    "decided": JSON(decision.decided),
                ]
            ]
        case .score(let score):
            switch score.value {
            case .vector(let vector):
                ["score": ["vector": .string(vector.text), "source": .string(score.source)]]
            case .number(let number, let generation):
                [
                    "score": [
                        "number": .double(number), "generation": .string(generation.rawValue),
                        "source": .string(score.source),
                    ]
                ]
            }
        case .weakness(let name): ["weakness": .string(name)]
        }
    }

    /// Reads what ``json`` wrote; nil for anything else.
    init?(_ view: JSONView) {
        let (entry, prediction) = (view["knownExploited"], view["exploitPrediction"])
        let (decision, score) = (view["decision"], view["score"])
        if let added = entry["added"].time, let name = entry["name"].string {
            self = .knownExploited(
                KnownExploited(
                    added: added, due: entry["due"].time, isUsedForRansom: entry["ransom"].bool ?? false,
                    name: name))
        } else if let probability = prediction["probability"].double,
            let percentile = prediction["percentile"].double
        {
            self = .exploitPrediction(
                ExploitPrediction(
                    probability: probability, percentile: percentile, day: prediction["day"].time))
        } else if let exploitation = decision["exploitation"].string.flatMap(
            StakeholderDecision.Exploitation.init),
            let automatable = decision["automatable"].string.flatMap(StakeholderDecision.Automatable.init),
            let impact = decision["technicalImpact"].string.flatMap(StakeholderDecision.TechnicalImpact.init)
        {
            self = .decision(
                StakeholderDecision(
                    exploitation: exploitation, automatable: automatable, technicalImpact: impact,
                    decided: decision["decided"].time))
        } else if let source = score["source"].string, let value = Score.Value(score) {
            self = .score(Score(value, source: source))
        } else if let name = view["weakness"].string {
            self = .weakness(name)
        } else {
            return nil
        }
    }
}

extension Score.Value {
    fileprivate init?(_ view: JSONView) {
        if let text = view["vector"].string, let vector = try? CVSSVector(text) {
            self = .vector(vector)
        } else if let number = view["number"].double,
            let generation = view["generation"].string.flatMap(CVSSVector.Generation.init)
        {
            self = .number(number, generation)
        } else {
            return nil
        }
    }
}

extension JSON {
    /// A time as text; null for none.
    init(_ time: Timestamp?) { self = time.map { .string($0.description) } ?? .null }
}

extension JSONView {
    /// The time of a text; nil for anything else.
    var time: Timestamp? { string.flatMap { Timestamp($0) } }
}
