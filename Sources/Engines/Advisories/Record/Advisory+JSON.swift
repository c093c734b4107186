public import Bytes

extension Advisory {
    /// The advisory as an OSV record, which ``OSVReader`` reads back as it was.
    ///
    /// What OSV has no words for stands where the format leaves room for it: of the whole in `database_specific`, and
    /// of a package in `ecosystem_specific`, where `vendorStatus` is what the vendor says.
    public var json: JSON {
        var record = JSONObject([("schema_version", "1.7.0"), ("id", .string(id))])
        record.add("aliases", aliases)
        record.add("upstream", upstream)
        record.add("related", related)
        record.add("summary", summary)
        record.add("details", details)
        record.add("published", published?.description)
        record.add("modified", modified?.description)
        record.add("withdrawn", withdrawn?.description)
        record.add("severity", scores.compactMap { $0.severityJSON(feed: feed) })
        record.add(
            "references", references.map { ["type": .string($0.kind.rawValue), "url": .string($0.url)] })
        record.add("affected", affected.map { $0.json(feed: feed) })
        var specific = JSONObject([("feed", .string(feed))])
        specific.add("severity", severity)
        specific.add("cwe_ids", weaknesses)
        specific.add("scores", scores.compactMap { $0.numberJSON(feed: feed) })
        record["database_specific"] = .object(specific)
        return .object(record)
    }
}

extension Affected {
    fileprivate func json(feed: String) -> JSON {
        var element = JSONObject([
            ("package", ["ecosystem": .string(ecosystem.description), "name": .string(name)])
        ])
        var specific = JSONObject()
        switch state {
        case .affected(let versions, let unfixed):
            element.add("ranges", versions.ranges.map { $0.json(numbering) })
            element.add("versions", versions.listed)
            if let unfixed { specific["vendorStatus"] = ["unfixed": .string(unfixed.rawValue)] }
        case .undetermined: specific["vendorStatus"] = ["state": "undetermined"]
        case .notAffected(let justification):
            var status = JSONObject([("state", "notAffected")])
            status.add("justification", justification?.rawValue)
            specific["vendorStatus"] = .object(status)
        }
        if role != ecosystem.role { specific["role"] = .string(role.rawValue) }
        specific.add("module", module?.description)
        specific.add("architectures", architectures)
        specific.add("severity", severity)
        specific.add("scores", scores.compactMap { $0.numberJSON(feed: feed) })
        element.add("severity", scores.compactMap { $0.severityJSON(feed: feed) })
        if !specific.isEmpty { element["ecosystem_specific"] = .object(specific) }
        return .object(element)
    }
}

extension VersionRange {
    fileprivate func json(_ numbering: Numbering) -> JSON {
        let events = events.map { JSON.object(JSONObject([($0.name, .string($0.version))])) }
        return ["type": .string(numbering.rawValue), "events": .array(events)]
    }
}

extension Score {
    fileprivate func severityJSON(feed: String) -> JSON? {
        guard case .vector(let vector) = value else { return nil }
        var element = JSONObject([
            ("type", .string(generation.rawValue)), ("score", .string(vector.text)),
        ])
        if source != feed { element["source"] = .string(source) }
        return .object(element)
    }

    fileprivate func numberJSON(feed: String) -> JSON? {
        guard case .number(let number, let generation) = value else { return nil }
        var element = JSONObject([("type", .string(generation.rawValue)), ("value", .double(number))])
        if source != feed { element["source"] = .string(source) }
        return .object(element)
    }
}

extension JSONObject {
    fileprivate mutating func add(_ name: String, _ text: String?) {
        if let text { self[name] = .string(text) }
    }

    fileprivate mutating func add(_ name: String, _ texts: [String]) { add(name, texts.map { .string($0) }) }

    fileprivate mutating func add(_ name: String, _ elements: [JSON]) {
        if !elements.isEmpty { self[name] = .array(elements) }
    }
}
