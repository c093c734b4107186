public import Bytes

extension Item: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        self.init(id: try reader.text())
        clusterID = try String?(flat: &reader)
        isSelected = try Bool(flat: &reader)
        weight = try Double(flat: &reader)
        title = try reader.text()
        description = try RichText(flat: &reader)
        rationale = try RichText(flat: &reader)
        warnings = try [Warning](flat: &reader)
        references = try [Reference](flat: &reader)
        platforms = try [String](flat: &reader)
        requires = try [[String]](flat: &reader)
        conflicts = try [String](flat: &reader)
        parent = try Int?(flat: &reader)
        extends = try String?(flat: &reader)
        isAbstract = try Bool(flat: &reader)
        isHidden = try Bool(flat: &reader)
        prohibitsChanges = try Bool(flat: &reader)
        statuses = try [Status](flat: &reader)
        version = try reader.text()
        place = try Place?(flat: &reader)
        stated = Stated(rawValue: try reader.byte())
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        id.write(flat: &writer)
        clusterID.write(flat: &writer)
        isSelected.write(flat: &writer)
        weight.write(flat: &writer)
        title.write(flat: &writer)
        description.write(flat: &writer)
        rationale.write(flat: &writer)
        warnings.write(flat: &writer)
        references.write(flat: &writer)
        platforms.write(flat: &writer)
        requires.write(flat: &writer)
        conflicts.write(flat: &writer)
        parent.write(flat: &writer)
        extends.write(flat: &writer)
        isAbstract.write(flat: &writer)
        isHidden.write(flat: &writer)
        prohibitsChanges.write(flat: &writer)
        statuses.write(flat: &writer)
        version.write(flat: &writer)
        place.write(flat: &writer)
        writer.byte(stated.rawValue)
    }
}

extension Group: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) { item = try Item(flat: &reader) }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) { item.write(flat: &writer) }
}

extension Rule: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        self.init(item: try Item(flat: &reader))
        severity = try Severity(flat: &reader)
        role = try Role(flat: &reader)
        version = try reader.text()
        idents = try [Ident](flat: &reader)
        checks = try [CheckExpression](flat: &reader)
        fixes = try [Fix](flat: &reader)
        fixTexts = try [FixText](flat: &reader)
        isMultiple = try Bool(flat: &reader)
        impactMetric = try reader.text()
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        item.write(flat: &writer)
        severity.write(flat: &writer)
        role.write(flat: &writer)
        version.write(flat: &writer)
        idents.write(flat: &writer)
        checks.write(flat: &writer)
        fixes.write(flat: &writer)
        fixTexts.write(flat: &writer)
        isMultiple.write(flat: &writer)
        impactMetric.write(flat: &writer)
    }
}

extension Severity: FlatChoice {
    /// Every case, in the order of the flat form.
    public static let flatCases = allCases
}

extension Role: FlatChoice {
    /// Every case, in the order of the flat form.
    public static let flatCases: [Self] = [.full, .unscored, .unchecked]
}

extension Value: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        self.init(id: try reader.text())
        clusterID = try String?(flat: &reader)
        type = try reader.text()
        comparison = try reader.text()
        isInteractive = try Bool(flat: &reader)
        title = try reader.text()
        description = try RichText(flat: &reader)
        warnings = try [Warning](flat: &reader)
        choices = try [Choice](flat: &reader)
        parent = try Int?(flat: &reader)
        extends = try String?(flat: &reader)
        constraints = try [ValueConstraint](flat: &reader)
        interfaceHint = try reader.text()
        isAbstract = try Bool(flat: &reader)
        isHidden = try Bool(flat: &reader)
        place = try Place?(flat: &reader)
        isTypeStated = try Bool(flat: &reader)
        isComparisonStated = try Bool(flat: &reader)
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        id.write(flat: &writer)
        clusterID.write(flat: &writer)
        type.write(flat: &writer)
        comparison.write(flat: &writer)
        isInteractive.write(flat: &writer)
        title.write(flat: &writer)
        description.write(flat: &writer)
        warnings.write(flat: &writer)
        choices.write(flat: &writer)
        parent.write(flat: &writer)
        extends.write(flat: &writer)
        constraints.write(flat: &writer)
        interfaceHint.write(flat: &writer)
        isAbstract.write(flat: &writer)
        isHidden.write(flat: &writer)
        place.write(flat: &writer)
        isTypeStated.write(flat: &writer)
        isComparisonStated.write(flat: &writer)
    }
}

extension Value.Choice: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        selector = try reader.text()
        values = try [String](flat: &reader)
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        selector.write(flat: &writer)
        values.write(flat: &writer)
    }
}

extension ValueConstraint: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        selector = try reader.text()
        switch try reader.byte() {
        case 0: demand = .match(try reader.text())
        case 1: demand = .lowerBound(try Double(flat: &reader))
        case 2: demand = .upperBound(try Double(flat: &reader))
        case 3: demand = .oneOf(try [String](flat: &reader), isBinding: try Bool(flat: &reader))
        default: throw reader.damaged
        }
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        selector.write(flat: &writer)
        switch demand {
        case .match(let pattern):
            writer.byte(0)
            pattern.write(flat: &writer)
        case .lowerBound(let bound):
            writer.byte(1)
            bound.write(flat: &writer)
        case .upperBound(let bound):
            writer.byte(2)
            bound.write(flat: &writer)
        case .oneOf(let values, let isBinding):
            writer.byte(3)
            values.write(flat: &writer)
            isBinding.write(flat: &writer)
        }
    }
}
