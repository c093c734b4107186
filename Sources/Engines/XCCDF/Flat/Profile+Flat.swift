public import Bytes

extension Profile: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        self.init(id: try reader.text())
        title = try reader.text()
        description = try RichText(flat: &reader)
        version = try reader.text()
        extends = try String?(flat: &reader)
        isAbstract = try Bool(flat: &reader)
        statuses = try [Status](flat: &reader)
        references = try [Reference](flat: &reader)
        place = try Place?(flat: &reader)
        platforms = try [String](flat: &reader)
        selections = try [Selection](flat: &reader)
        settings = try [Setting](flat: &reader)
        refinements = try [Refinement](flat: &reader)
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        id.write(flat: &writer)
        title.write(flat: &writer)
        description.write(flat: &writer)
        version.write(flat: &writer)
        extends.write(flat: &writer)
        isAbstract.write(flat: &writer)
        statuses.write(flat: &writer)
        references.write(flat: &writer)
        place.write(flat: &writer)
        platforms.write(flat: &writer)
        selections.write(flat: &writer)
        settings.write(flat: &writer)
        refinements.write(flat: &writer)
    }
}

extension Profile.Selection: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        idref = try reader.text()
        isSelected = try Bool(flat: &reader)
        place = try Place?(flat: &reader)
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        idref.write(flat: &writer)
        isSelected.write(flat: &writer)
        place.write(flat: &writer)
    }
}

extension Profile.Setting: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        idref = try reader.text()
        choice = try Choice(flat: &reader)
        place = try Place?(flat: &reader)
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        idref.write(flat: &writer)
        choice.write(flat: &writer)
        place.write(flat: &writer)
    }
}

extension Profile.Setting.Choice: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        switch try reader.byte() {
        case 0: self = .values(try [String](flat: &reader))
        case 1: self = .selector(try reader.text())
        case 2: self = .comparison(try reader.text())
        default: throw reader.damaged
        }
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        switch self {
        case .values(let values):
            writer.byte(0)
            values.write(flat: &writer)
        case .selector(let selector):
            writer.byte(1)
            selector.write(flat: &writer)
        case .comparison(let comparison):
            writer.byte(2)
            comparison.write(flat: &writer)
        }
    }
}

extension Profile.Refinement: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        idref = try reader.text()
        selector = try String?(flat: &reader)
        severity = try Severity?(flat: &reader)
        role = try Role?(flat: &reader)
        weight = try Double?(flat: &reader)
        place = try Place?(flat: &reader)
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        idref.write(flat: &writer)
        selector.write(flat: &writer)
        severity.write(flat: &writer)
        role.write(flat: &writer)
        weight.write(flat: &writer)
        place.write(flat: &writer)
    }
}

extension Tailoring: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        self.init(id: try reader.text())
        version = try reader.text()
        benchmarkID = try String?(flat: &reader)
        benchmarkHref = try String?(flat: &reader)
        statuses = try [Status](flat: &reader)
        profiles = try [Profile](flat: &reader)
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        id.write(flat: &writer)
        version.write(flat: &writer)
        benchmarkID.write(flat: &writer)
        benchmarkHref.write(flat: &writer)
        statuses.write(flat: &writer)
        profiles.write(flat: &writer)
    }
}
