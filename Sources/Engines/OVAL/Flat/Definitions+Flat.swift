public import Bytes

extension Definitions {
    /// Finds the definitions in a flat form; their parts are read when they are asked for.
    ///
    /// - Parameter file: The document's path or name, which the form does not hold.
    /// - Throws: `FlatError` when the bytes are no such form.
    public init(flat reader: inout FlatReader, file: String) throws(FlatError) {
        self.file = file
        schemaVersion = try reader.text()
        order = try [String](flat: &reader)
        testOrder = try [String](flat: &reader)
        objectOrder = try [String](flat: &reader)
        definitions = try Parts(flat: &reader)
        tests = try Parts(flat: &reader)
        objects = try Parts(flat: &reader)
        states = try Parts(flat: &reader)
        variables = try Parts(flat: &reader)
        survey = Survey(
            neededFields: try FlatTable(flat: &reader), maskedFields: try FlatTable(flat: &reader),
            maskedVariables: Set(try [String](flat: &reader)))
    }

    /// Appends the definitions' flat form, with what a walk over all of them finds out.
    public func write(flat writer: inout FlatWriter) {
        schemaVersion.write(flat: &writer)
        order.write(flat: &writer)
        testOrder.write(flat: &writer)
        objectOrder.write(flat: &writer)
        definitions.write(flat: &writer)
        tests.write(flat: &writer)
        objects.write(flat: &writer)
        states.write(flat: &writer)
        variables.write(flat: &writer)
        FlatTable.write(NeededFields(self).names, to: &writer)
        let masks = Masks(self)
        FlatTable.write(masks.names, to: &writer)
        masks.variables.sorted().write(flat: &writer)
    }

    /// What a walk over all parts found out when the flat form was made.
    struct Survey: Sendable {
        /// The names of the fields that are read of each object's items.
        let neededFields: FlatTable<[String]>
        /// The names of the entities that must not be shown of each object's items.
        let maskedFields: FlatTable<[String]>
        /// The variables whose values must not be shown.
        let maskedVariables: Set<String>
    }
}
