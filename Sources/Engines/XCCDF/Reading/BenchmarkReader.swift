import XML

extension Benchmark {
    /// The namespaces of XCCDF 1.2 and 1.1.
    public static let namespaces: Set<String> = [
        "http://checklists.nist.gov/xccdf/1.2", "http://checklists.nist.gov/xccdf/1.1",
    ]

    /// Reads a benchmark from a reader that stands on its `Benchmark` element; ends on the end tag.
    ///
    /// Errors: ``XMLError`` with the place, for content that is not well-formed, lacks an id or uses one twice.
    public init(reader: XMLReader, options: ReadingOptions = .all) throws {
        var state = BenchmarkReader(id: try reader.requiredID(), options: options)
        let isMarkedResolved = try reader.boolean("resolved") ?? false
        try reader.forEachChild { try state.readBenchmarkChild($0) }
        self = state.benchmark
        isResolved = isMarkedResolved
        try inheritFromExtended()
        if groups.contains(where: \.item.isAbstract) || rules.contains(where: \.item.isAbstract)
            || values.contains(where: \.isAbstract)
        {
            removeAbstractItems()
        }
    }
}

/// The walk through a benchmark, which flattens its tree.
struct BenchmarkReader {
    /// Groups, rules and values; the largest benchmark of ComplianceAsCode has 2,300.
    static let itemLimit = 50_000
    /// Selections, settings and refinements of all profiles; the largest benchmark has 9,000.
    static let decisionLimit = 300_000

    var benchmark: Benchmark
    let options: ReadingOptions
    private var ids: Set<String> = []
    private var profileIDs: Set<String> = []
    private var openGroup: Int?
    private var decisionCount = 0

    init(id: String, options: ReadingOptions) {
        benchmark = Benchmark(id: id)
        self.options = options
    }

    mutating func readBenchmarkChild(_ reader: XMLReader) throws {
        switch reader.localName {
        case "title": if benchmark.title.isEmpty { benchmark.title = try reader.trimmedText() }
        case "description":
            if benchmark.description.isEmpty { benchmark.description = try PlainTextWriter.flowed(reader) }
        case "version": benchmark.version = try reader.trimmedText()
        case "status": benchmark.statuses.append(try Status(reader: reader))
        case "notice":
            guard options.contains(.texts) else { return }
            benchmark.notices.append(
                Notice(id: reader.attribute("id") ?? "", text: try PlainTextWriter.flowed(reader)))
        case "front-matter":
            if options.contains(.texts) { benchmark.frontMatter = try PlainTextWriter.flowed(reader) }
        case "rear-matter":
            if options.contains(.texts) { benchmark.rearMatter = try PlainTextWriter.flowed(reader) }
        case "model":
            if let model = ScoringModel(rawValue: reader.attribute("system") ?? "") {
                benchmark.scoringModels.append(model)
            }
        case "platform": benchmark.platforms.append(try reader.platformName())
        case "platform-specification", "platform-definitions", "Platform-Specification":
            try reader.forEachChild { platform in
                guard platform.localName == "platform", let id = platform.attribute("id") else { return }
                benchmark.platformSpecification[id] = try LogicalTest(platform: platform)
            }
        case "plain-text":
            if let id = reader.attribute("id") { benchmark.plainTexts[id] = try reader.text() }
        case "Profile":
            let profile = try Profile(reader: reader)
            guard profileIDs.insert(profile.id).inserted else {
                throw reader.unexpected("the id \"\(profile.id)\" is used by two profiles")
            }
            decisionCount += 1 + profile.selections.count + profile.settings.count + profile.refinements.count
            guard decisionCount <= Self.decisionLimit else {
                throw reader.unexpected("the profiles have more than \(Self.decisionLimit) decisions")
            }
            benchmark.profiles.append(profile)
        default: try readItem(reader)
        }
    }

    private mutating func readItem(_ reader: XMLReader) throws {
        switch reader.localName {
        case "Group": try readGroup(reader)
        case "Rule": try readRule(reader)
        case "Value": try readValue(reader)
        default: break
        }
    }

    private mutating func readGroup(_ reader: XMLReader) throws {
        let index = benchmark.groups.count
        let item = try Item(reader: reader, id: claimID(reader), parent: openGroup)
        benchmark.groups.append(Group(item: item))
        benchmark.order.append(.group(index))
        openGroup = index
        defer { openGroup = item.parent }
        try reader.forEachChild { child in
            if try benchmark.groups[index].item.readChild(child, options: options) { return }
            try readItem(child)
        }
    }

    private mutating func readRule(_ reader: XMLReader) throws {
        let item = try Item(reader: reader, id: claimID(reader), parent: openGroup)
        benchmark.order.append(.rule(benchmark.rules.count))
        benchmark.rules.append(try Rule(reader: reader, item: item, options: options))
    }

    private mutating func readValue(_ reader: XMLReader) throws {
        let value = try Value(reader: reader, id: claimID(reader), parent: openGroup, options: options)
        benchmark.values.append(value)
    }

    /// Groups, rules and values share one space of ids (XCCDF 1.2, 6.4.1.2).
    private mutating func claimID(_ reader: XMLReader) throws -> String {
        let id = try reader.requiredID()
        guard ids.count < Self.itemLimit else {
            throw reader.unexpected("the benchmark has more than \(Self.itemLimit) groups, rules and values")
        }
        guard ids.insert(id).inserted else {
            throw reader.unexpected(
                "the id \"\(id)\" is used twice; ids of groups, rules and values must differ")
        }
        return id
    }
}

extension Status {
    init(reader: XMLReader) throws {
        date = reader.attribute("date") ?? ""
        name = try reader.trimmedText()
    }
}

extension XMLReader {
    /// Where the reader stands.
    var place: Place { Place(file: file, line: line) }

    func requiredID() throws -> String {
        guard let id = attribute("id"), !id.isEmpty else {
            throw unexpected("the \(localName) has no id")
        }
        return id
    }

    /// The text without white space around it, and with white space in it as single spaces.
    func trimmedText() throws -> String {
        let text = try text()
        return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    func platformName() throws -> String { attribute("idref") ?? attribute("id") ?? "" }

    /// `true` and `1` are true, `false` and `0` are false (XML Schema 2, 3.2.2); nil when absent.
    func boolean(_ name: String) throws -> Bool? {
        switch attribute(name)?.trimmingXMLSpace {
        case nil: nil
        case "true", "1": true
        case "false", "0": false
        case let other?:
            throw unexpected("the attribute \(name) is \"\(other.prefix(40))\"; it must be true or false")
        }
    }

    /// A non-negative decimal, or nil when absent.
    func weight() throws -> Double? {
        guard let text = attribute("weight") else { return nil }
        guard let weight = Double(text.trimmingXMLSpace), weight.isFinite, weight >= 0 else {
            throw unexpected("the weight is \"\(text.prefix(40))\"; it must be a number, 0 or greater")
        }
        return weight
    }

    /// The ids of a list attribute.
    func idList(_ name: String) -> [String] {
        attribute(name)?.split(whereSeparator: \.isWhitespace).map(String.init) ?? []
    }
}

extension String {
    var trimmingXMLSpace: String {
        var part = self[...]
        while let first = part.first, first.isWhitespace { part.removeFirst() }
        while let last = part.last, last.isWhitespace { part.removeLast() }
        return String(part)
    }
}
