import XML

extension SystemCharacteristics {
    /// Reads a file whose root is `oval_system_characteristics`.
    ///
    /// - Throws: ``OVALError`` with file and line.
    public init(path: String) throws(OVALError) { try self.init(reading: .oval(path: path)) }

    /// Reads a document in memory; `name` stands for it in errors.
    ///
    /// - Throws: ``OVALError`` with name and line.
    public init(bytes: [UInt8], name: String) throws(OVALError) {
        try self.init(reading: .oval(bytes: bytes, name: name))
    }

    /// Reads the `oval_system_characteristics` element on which a reader stands, such as the one of results.
    ///
    /// - Throws: ``OVALError`` with file and line; also for an object that refers to an item that there is not.
    public init(reading reader: XMLReader) throws(OVALError) {
        self.init()
        try reader.read("oval_system_characteristics") {
            try reader.forEachChild { reader in
                switch reader.localName {
                case "system_info": system = try SystemInfo(reading: reader)
                case "collected_objects":
                    try reader.forEachChild { objects.append(try CollectedObject(reading: $0)) }
                case "system_data": try readItems(reader)
                default: break
                }
            }
        }
        let numbers = Set(items.map(\.number))
        for object in objects {
            for number in object.items where !numbers.contains(number) {
                throw .missing(file: reader.file, referrer: object.id, kind: "item", id: String(number))
            }
        }
    }

    private mutating func readItems(_ reader: XMLReader) throws {
        var numbers: Set<Int> = []
        try reader.forEachChild { reader in
            let line = reader.line
            let item = try CollectedItem(reading: reader)
            guard numbers.insert(item.number).inserted else {
                throw OVALError.duplicate(file: reader.file, line: line, id: String(item.number))
            }
            items.append(item)
        }
    }
}

extension SystemInfo {
    fileprivate init(reading reader: XMLReader) throws {
        self.init()
        try reader.forEachChild { reader in
            switch reader.localName {
            case "os_name": name = try reader.text()
            case "os_version": version = try reader.text()
            case "architecture": architecture = try reader.text()
            case "primary_host_name": hostName = try reader.text()
            case "interfaces":
                try reader.forEachChild { interfaces.append(try Interface(reading: $0)) }
            default: break
            }
        }
    }
}

extension SystemInfo.Interface {
    fileprivate init(reading reader: XMLReader) throws {
        self.init(name: "", address: "")
        try reader.forEachChild { reader in
            switch reader.localName {
            case "interface_name": name = try reader.text()
            case "ip_address": address = try reader.text()
            case "mac_address": hardwareAddress = try reader.text()
            default: break
            }
        }
    }
}

extension CollectedObject {
    fileprivate init(reading reader: XMLReader) throws {
        self.init(
            id: try reader.required("id"), version: reader.version,
            comment: reader.attribute("comment") ?? "", flag: try reader.requiredChoice("flag"))
        try reader.forEachChild { reader in
            switch reader.localName {
            case "message": messages.append(try reader.text())
            case "variable_value":
                let variable = try reader.required("variable_id")
                variables.append(VariableValue(variable: variable, text: try reader.text()))
            case "reference": items.append(try reader.requiredInteger("item_ref"))
            default: break
            }
        }
    }
}

extension CollectedItem {
    fileprivate init(reading reader: XMLReader) throws {
        let item = Item(
            reader.localName, status: try reader.choice("status", default: .exists), fields: [])
        self.init(number: try reader.requiredInteger("id"), family: reader.family, item: item)
        try reader.forEachChild { reader in
            // A message about the item is no entity of it.
            if reader.namespace == OVALNamespace.systemCharacteristics { return }
            let isMasked = reader.flag("mask")
            let field = try ItemField(reading: reader)
            if isMasked { masked.insert(field.name) }
            self.item.fields.append(field)
        }
    }
}

extension ItemField {
    fileprivate init(reading reader: XMLReader) throws {
        self.init(
            FieldName(reader.localName), status: try reader.choice("status", default: .exists),
            datatype: try reader.choice("datatype", default: .string))
        guard datatype == .record else {
            let datatype = datatype
            value = ItemValue(try reader.text(), datatype)
            return
        }
        var fields: [RecordField] = []
        try reader.forEachChild { reader in
            let name = try reader.required("name")
            let datatype: Datatype = try reader.choice("datatype", default: .string)
            fields.append(
                RecordField(name: name, datatype: datatype, value: ItemValue(try reader.text(), datatype)))
        }
        if status == .exists { value = .record(fields) }
    }
}

extension ItemValue {
    /// Text as the probe had it: a number or a truth value when it would be written in the same way.
    fileprivate init(_ text: String, _ datatype: Datatype) {
        let typed: ItemValue? =
            switch datatype {
            case .int: Int64(text).map { .integer($0) }
            case .float: Double(text).map { .float($0) }
            case .boolean: text == "true" ? .boolean(true) : text == "false" ? .boolean(false) : nil
            default: nil
            }
        if let typed, typed.text == text { self = typed } else { self = .text(text) }
    }
}
