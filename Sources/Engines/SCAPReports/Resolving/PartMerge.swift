/// Puts what a part extends before its own words (XCCDF 1.2, 7.2.2.2).
struct PartMerge {
    /// The parts of one kind by id, as they stand in the file.
    let parts: [String: BenchmarkPart]
    let file: String

    /// The most parts that one inherits from: what grows with the square of the file is no content.
    static let chainLimit = 64

    /// The start tag and the properties of a part that extends another.
    func head(of part: BenchmarkPart) throws -> [UInt8] {
        let chain = try chain(of: part)
        var names = Set(part.attributes.map(\.name))
        var tag = Self.without("extends", part.tag)
        tag.removeLast()
        for base in chain {
            for attribute in base.attributes where names.insert(attribute.name).inserted {
                tag += attribute.text
            }
        }
        tag.append(UInt8(ascii: ">"))
        var properties = chain.last?.properties ?? []
        for own in (chain.dropLast().reversed() + [part]).map(\.properties) {
            properties = Self.merged(properties, own)
        }
        let place = Dictionary(uniqueKeysWithValues: Self.order.enumerated().map { ($1, $0) })
        func rank(_ property: BenchmarkPart.Property) -> Int {
            // Settings of profiles keep the order in which they were made: later ones count.
            if part.kind == "Profile", property.name == "metadata" { return place.count }
            let name = Self.settings.contains(property.name) ? "select" : property.name
            return place[name] ?? place.count
        }
        let sorted = properties.enumerated().sorted {
            (rank($0.element), $0.offset) < (rank($1.element), $1.offset)
        }
        var head = tag
        for property in sorted {
            head.append(0x0A)
            head += property.element.bytes
        }
        head.append(0x0A)
        if part.isEmpty {
            head += "</".utf8
            head += part.fullName
            head.append(UInt8(ascii: ">"))
        }
        return head
    }

    /// What a part extends, nearest first.
    private func chain(of part: BenchmarkPart) throws -> [BenchmarkPart] {
        var chain: [BenchmarkPart] = []
        var seen: Set<String> = [part.id]
        var next = part.base
        while let id = next {
            guard let base = parts[id] else {
                throw ReportError(
                    file: file, "\(part.kind) \"\(part.id)\" extends \"\(id)\", which is not in the file")
            }
            guard seen.insert(id).inserted else { throw ResolvedBenchmark.Loop() }
            guard chain.count < Self.chainLimit else {
                throw ReportError(
                    file: file, "\(part.kind) \"\(part.id)\" extends more than \(Self.chainLimit) others")
            }
            chain.append(base)
            next = base.base
        }
        return chain
    }

    private static func merged(
        _ base: [BenchmarkPart.Property], _ own: [BenchmarkPart.Property]
    ) -> [BenchmarkPart.Property] {
        let names = Set(own.map(\.name))
        let checks: Set<String> = ["check", "complex-check"]
        let kept = base.filter { property in
            if notInherited.contains(property.name) { return false }
            // Checks are taken over as a whole or not at all.
            if checks.contains(property.name) { return names.isDisjoint(with: checks) }
            let mine = own.filter { $0.name == property.name && $0.key == property.key }
            if single.contains(property.name) || settings.contains(property.name) { return mine.isEmpty }
            return !mine.contains(where: \.isOverriding)
        }
        return kept + own
    }

    /// A start tag without an attribute.
    static func without(_ name: String, _ tag: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var index = 0
        while index < tag.count {
            let after = min(tag.count, index + 1 + name.utf8.count)
            let isIt = MarkupScanner.isSpace(tag[index]) && tag[(index + 1)...].starts(with: name.utf8)
            guard isIt, let quote = tag[after...].firstIndex(where: { $0 == 0x22 || $0 == 0x27 }),
                tag[after..<quote].allSatisfy({ MarkupScanner.isSpace($0) || $0 == 0x3D }),
                let end = tag[(quote + 1)...].firstIndex(of: tag[quote])
            else {
                // What stands in quotes is no attribute.
                if tag[index] == 0x22 || tag[index] == 0x27,
                    let end = tag[(index + 1)...].firstIndex(of: tag[index])
                {
                    result += tag[index...end]
                    index = end + 1
                } else {
                    result.append(tag[index])
                    index += 1
                }
                continue
            }
            index = end + 1
        }
        return result
    }

    /// What says something of one part alone.
    private static let notInherited: Set<String> = [
        "status", "dc-status", "metadata", "signature", "Signature",
    ]

    /// Of these one of a language or selector is enough: the part's own.
    private static let single: Set<String> = [
        "version", "title", "description", "rationale", "question", "impact-metric", "value",
        "complex-value", "default", "complex-default", "lower-bound", "upper-bound", "match", "choices",
    ]

    /// What a profile decides; of one item's decisions the profile's own counts.
    static let settings: Set<String> = [
        "select", "set-value", "set-complex-value", "refine-value", "refine-rule",
    ]

    /// The schema's order of properties over all kinds of part (XCCDF 1.2, 6.4).
    private static let order = [
        "status", "dc-status", "version", "title", "description", "warning", "question", "reference",
        "metadata", "rationale", "platform", "requires", "conflicts", "select", "ident", "impact-metric",
        "profile-note", "fixtext", "fix", "value", "complex-value", "default", "complex-default", "match",
        "lower-bound", "upper-bound", "choices", "source", "check", "complex-check", "signature",
    ]
}
