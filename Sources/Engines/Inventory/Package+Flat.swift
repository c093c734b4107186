public import Bytes

extension Package: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        guard let type = PackageType(rawValue: try reader.text()) else { throw reader.damaged }
        let namespace = try String?(flat: &reader)
        self.init(type: type, namespace: namespace, name: try reader.text(), version: try reader.text())
        architecture = try String?(flat: &reader)
        source = try Source?(flat: &reader)
        module = try String?(flat: &reader)
        vendor = try String?(flat: &reader)
        licenses = try [String](flat: &reader)
        locations = try [Location](flat: &reader)
        owner = try String?(flat: &reader)
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        writer.text(type.rawValue)
        namespace.write(flat: &writer)
        writer.text(name)
        writer.text(version)
        architecture.write(flat: &writer)
        source.write(flat: &writer)
        module.write(flat: &writer)
        vendor.write(flat: &writer)
        licenses.write(flat: &writer)
        locations.write(flat: &writer)
        owner.write(flat: &writer)
    }
}

extension Package.Source: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        self.init(name: try reader.text(), version: try reader.text())
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        writer.text(name)
        writer.text(version)
    }
}

extension Package.Location: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        self.init(path: try reader.text(), layer: try String?(flat: &reader))
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        writer.text(path)
        layer.write(flat: &writer)
    }
}

extension Distribution: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        self.init(id: try reader.text(), version: try reader.text())
        like = try [String](flat: &reader)
        codename = try String?(flat: &reader)
        title = try String?(flat: &reader)
        variant = try String?(flat: &reader)
        cpe = try String?(flat: &reader)
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        writer.text(id)
        writer.text(version)
        like.write(flat: &writer)
        codename.write(flat: &writer)
        title.write(flat: &writer)
        variant.write(flat: &writer)
        cpe.write(flat: &writer)
    }
}
