public import Bytes

extension RichText: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        self.init(pieces: try [Piece](flat: &reader))
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) { pieces.write(flat: &writer) }
}

extension RichText.Piece: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        switch try reader.byte() {
        case 0: self = .words(try reader.text())
        case 1: self = .value(id: try reader.text())
        case 2: self = .title(id: try reader.text())
        default: throw reader.damaged
        }
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        switch self {
        case .words(let words):
            writer.byte(0)
            words.write(flat: &writer)
        case .value(let id):
            writer.byte(1)
            id.write(flat: &writer)
        case .title(let id):
            writer.byte(2)
            id.write(flat: &writer)
        }
    }
}

extension Place: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        self.init(file: try reader.text(), line: try Int(flat: &reader))
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        file.write(flat: &writer)
        line.write(flat: &writer)
    }
}

extension Warning: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        category = try reader.text()
        text = try RichText(flat: &reader)
        marks = try [Mark](flat: &reader)
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        category.write(flat: &writer)
        text.write(flat: &writer)
        marks.write(flat: &writer)
    }
}

extension Mark: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        self.init(
            classes: try [String](flat: &reader), id: try reader.text(), text: try RichText(flat: &reader))
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        classes.write(flat: &writer)
        id.write(flat: &writer)
        text.write(flat: &writer)
    }
}

extension Reference: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        self.init(href: try reader.text(), text: try reader.text())
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        href.write(flat: &writer)
        text.write(flat: &writer)
    }
}

extension Ident: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        self.init(system: try reader.text(), text: try reader.text())
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        system.write(flat: &writer)
        text.write(flat: &writer)
    }
}

extension FixText: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        fixref = try reader.text()
        needsReboot = try Bool(flat: &reader)
        strategy = try reader.text()
        disruption = try reader.text()
        complexity = try reader.text()
        text = try RichText(flat: &reader)
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        fixref.write(flat: &writer)
        needsReboot.write(flat: &writer)
        strategy.write(flat: &writer)
        disruption.write(flat: &writer)
        complexity.write(flat: &writer)
        text.write(flat: &writer)
    }
}

extension Fix: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        id = try reader.text()
        system = try reader.text()
        complexity = try reader.text()
        disruption = try reader.text()
        strategy = try reader.text()
        needsReboot = try Bool(flat: &reader)
        platform = try String?(flat: &reader)
        content = try RichText(flat: &reader)
        elements = try [String](flat: &reader)
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        id.write(flat: &writer)
        system.write(flat: &writer)
        complexity.write(flat: &writer)
        disruption.write(flat: &writer)
        strategy.write(flat: &writer)
        needsReboot.write(flat: &writer)
        platform.write(flat: &writer)
        content.write(flat: &writer)
        elements.write(flat: &writer)
    }
}
