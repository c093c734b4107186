public import Bytes

extension DataStream: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        id = try reader.text()
        scapVersion = try reader.text()
        references = try [ComponentReference](flat: &reader)
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        id.write(flat: &writer)
        scapVersion.write(flat: &writer)
        references.write(flat: &writer)
    }
}

extension ComponentReference: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        id = try reader.text()
        use = try Use(flat: &reader)
        href = try reader.text()
        catalog = try [String: String](flat: &reader)
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        id.write(flat: &writer)
        use.write(flat: &writer)
        href.write(flat: &writer)
        catalog.write(flat: &writer)
    }
}

extension ComponentReference.Use: FlatChoice {
    /// Every case, in the order of the flat form.
    public static let flatCases: [Self] = [.dictionaries, .checklists, .checks, .extendedComponents]
}
