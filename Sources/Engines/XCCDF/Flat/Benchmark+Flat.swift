public import Bytes

extension Benchmark: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        self.init(id: try reader.text())
        version = try reader.text()
        title = try reader.text()
        description = try RichText(flat: &reader)
        statuses = try [Status](flat: &reader)
        isResolved = try Bool(flat: &reader)
        notices = try [Notice](flat: &reader)
        frontMatter = try RichText(flat: &reader)
        rearMatter = try RichText(flat: &reader)
        scoringModels = try [ScoringModel](flat: &reader)
        platforms = try [String](flat: &reader)
        platformSpecification = try [String: LogicalTest](flat: &reader)
        plainTexts = try [String: String](flat: &reader)
        profiles = try [Profile](flat: &reader)
        groups = try [Group](flat: &reader)
        rules = try [Rule](flat: &reader)
        values = try [Value](flat: &reader)
        order = try [ItemIndex](flat: &reader)
        guard isWhole else { throw reader.damaged }
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        id.write(flat: &writer)
        version.write(flat: &writer)
        title.write(flat: &writer)
        description.write(flat: &writer)
        statuses.write(flat: &writer)
        isResolved.write(flat: &writer)
        notices.write(flat: &writer)
        frontMatter.write(flat: &writer)
        rearMatter.write(flat: &writer)
        scoringModels.write(flat: &writer)
        platforms.write(flat: &writer)
        platformSpecification.write(flat: &writer)
        plainTexts.write(flat: &writer)
        profiles.write(flat: &writer)
        groups.write(flat: &writer)
        rules.write(flat: &writer)
        values.write(flat: &writer)
        order.write(flat: &writer)
    }

    /// Whether every place names an item that is there, and a parent stands before its children.
    private var isWhole: Bool {
        order.allSatisfy { index in
            switch index {
            case .group(let index): groups.indices.contains(index)
            case .rule(let index): rules.indices.contains(index)
            }
        }
            && groups.enumerated().allSatisfy { $1.item.parent.map((0..<$0).contains) ?? true }
            && rules.allSatisfy { $0.item.parent.map(groups.indices.contains) ?? true }
            && values.allSatisfy { $0.parent.map(groups.indices.contains) ?? true }
    }
}

extension Benchmark.ItemIndex: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        let isRule = try Bool(flat: &reader)
        let index = try Int(flat: &reader)
        self = isRule ? .rule(index) : .group(index)
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        switch self {
        case .group(let index):
            false.write(flat: &writer)
            index.write(flat: &writer)
        case .rule(let index):
            true.write(flat: &writer)
            index.write(flat: &writer)
        }
    }
}

extension Status: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        name = try reader.text()
        date = try reader.text()
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        name.write(flat: &writer)
        date.write(flat: &writer)
    }
}

extension Notice: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        id = try reader.text()
        text = try RichText(flat: &reader)
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        id.write(flat: &writer)
        text.write(flat: &writer)
    }
}

extension ScoringModel: FlatChoice {
    /// Every case, in the order of the flat form.
    public static let flatCases = allCases
}

extension LogicalTest: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        switch try reader.byte() {
        case 0:
            self = .test(
                try CheckOperator(flat: &reader), negate: try Bool(flat: &reader),
                try reader.nested { (reader) throws(FlatError) in try [LogicalTest](flat: &reader) })
        case 1: self = .fact(name: try reader.text())
        case 2: self = .check(try CheckFact(flat: &reader))
        default: throw reader.damaged
        }
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        switch self {
        case .test(let operation, let negate, let parts):
            writer.byte(0)
            operation.write(flat: &writer)
            negate.write(flat: &writer)
            parts.write(flat: &writer)
        case .fact(let name):
            writer.byte(1)
            name.write(flat: &writer)
        case .check(let fact):
            writer.byte(2)
            fact.write(flat: &writer)
        }
    }
}

extension CheckFact: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        self.init(system: try reader.text(), href: try reader.text(), id: try reader.text())
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        system.write(flat: &writer)
        href.write(flat: &writer)
        id.write(flat: &writer)
    }
}
