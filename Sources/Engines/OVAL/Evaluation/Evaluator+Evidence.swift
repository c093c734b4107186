extension Evaluator {
    /// The most items that one test shows.
    public static let itemLimit = 10
    /// The most characters of one value that are shown.
    public static let textLimit = 200

    /// What speaks against a definition; no tests when nothing does.
    public func evidence(ofDefinition id: String) -> Evidence {
        let result = result(ofDefinition: id)
        var evidence = Evidence(definition: id, verdict: result.verdict, message: result.message)
        guard result.verdict != .true, let criteria = definitions.definitions[id]?.criteria else {
            return evidence
        }
        var seen: Set<String> = [id]
        gather(criteria, negate: criteria.negate, &seen, &evidence.tests)
        return evidence
    }

    private func gather(
        _ criteria: Criteria, negate: Bool, _ seen: inout Set<String>, _ tests: inout [TestEvidence]
    ) {
        for node in criteria.nodes {
            switch node {
            case .criteria(let inner): gather(inner, negate: negate != inner.negate, &seen, &tests)
            case .test(let id, let isNegated, _, _):
                let negate = negate != isNegated
                if verdict(ofTest: id).negated(if: negate) == .true { continue }
                if seen.insert(id).inserted, let test = definitions.tests[id] {
                    tests.append(describe(test, negate))
                }
            case .definition(let id, let isNegated, _, _):
                let negate = negate != isNegated
                if verdict(ofDefinition: id).negated(if: negate) == .true { continue }
                guard seen.insert(id).inserted, let inner = definitions.definitions[id]?.criteria else {
                    continue
                }
                gather(inner, negate: negate != inner.negate, &seen, &tests)
            }
        }
    }

    private func describe(_ test: Test, _ isNegated: Bool) -> TestEvidence {
        let result = result(ofTest: test.id)
        let items = test.object.map { collection(of: $0).items } ?? []
        let object = test.object.flatMap { definitions.objects[$0] }
        let masked = object.map { masks[object: $0.id] } ?? []
        let needed = object.map { neededFields[$0.id] } ?? []
        return TestEvidence(
            id: test.id, comment: test.comment, verdict: result.verdict, isNegated: isNegated,
            existence: test.checkExistence, check: test.check, flag: result.flag,
            looksFor: object.map(self.looksFor) ?? [],
            expected: test.states.flatMap { definitions.states[$0]?.entities ?? [] }.map(self.describe),
            itemCount: items.count, items: describe(items, of: test, masked, needed),
            messages: result.messages)
    }

    private func describe(
        _ items: ItemList, of test: Test, _ masked: Set<FieldName>, _ needed: Set<FieldName>
    ) -> [ItemEvidence] {
        var (failing, holding): ([ItemEvidence], [ItemEvidence]) = ([], [])
        for item in items {
            let verdict = test.states.isEmpty ? Verdict.true : self.verdict(of: test, on: item)
            if verdict == .true ? holding.count >= Self.itemLimit : failing.count >= Self.itemLimit {
                continue
            }
            let observed = item.fields.compactMap { field -> (name: String, value: String)? in
                let name = field.name.text
                guard field.status == .exists else {
                    return needed.contains(field.name) ? (name, field.status.rawValue) : nil
                }
                return (name, masked.contains(field.name) ? "(masked)" : Self.shortened(field.value.text))
            }
            let evidence = ItemEvidence(verdict: verdict, line: item.line, observed: observed)
            if verdict == .true { holding.append(evidence) } else { failing.append(evidence) }
        }
        return Array((failing + holding).prefix(Self.itemLimit))
    }

    /// What an object looks for; of a set, how its members combine and what each of them looks for.
    private func looksFor(_ object: Object) -> [String] {
        guard case .set(let set) = object.content else { return object.entities.map(self.describe) }
        let members = set.members.prefix(Self.itemLimit).map { id -> String in
            let entities = definitions.objects[id]?.entities.map(self.describe) ?? []
            return entities.isEmpty ? id : entities.joined(separator: ", ")
        }
        let rest = set.members.count > Self.itemLimit ? ["…"] : []
        return ["\(set.operation.rawValue) of \(set.members.count) objects"] + members + rest
    }

    /// `name operation "value"`.
    private func describe(_ entity: Entity) -> String {
        if entity.isNil { return "\(entity.name) is empty" }
        let operation = "\(entity.name) \(entity.operation.rawValue)"
        if entity.isMasked || entity.variables.contains(where: masks.hides) { return "\(operation) (masked)" }
        switch entity.value {
        case .literal(let text): return "\(operation) \"\(Self.shortened(text))\""
        case .record(let fields):
            return "\(entity.name): " + fields.map(self.describe).joined(separator: ", ")
        case .variable(let id):
            let texts = values(ofVariable: id).texts
            if texts.isEmpty { return "\(operation) variable \"\(id)\", which has no value" }
            let shown = texts.prefix(Self.itemLimit).map { "\"\(Self.shortened($0))\"" }.joined(
                separator: ", ")
            let check = texts.count > 1 ? "\(entity.varCheck.rawValue) of " : ""
            return "\(operation) \(check)\(shown)" + (texts.count > Self.itemLimit ? ", …" : "")
        }
    }

    private static func shortened(_ text: String) -> String {
        // Bytes are counted in no time, and no text has more characters than bytes.
        if text.utf8.count <= textLimit { return text }
        return text.unicodeScalars.count > textLimit ? String(text.prefix(textLimit)) + "…" : text
    }
}
