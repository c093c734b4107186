import XML

extension SystemCharacteristics {
    /// Writes `oval_system_characteristics`, as a document of its own or inside of results.
    ///
    /// - Parameter objectsAndItems: whether more than the generator and the system is told.
    public func write(_ generator: Generator, objectsAndItems: Bool = true, to writer: inout XMLWriter) {
        let prefixes = OVALNamespace.prefixes(of: objectsAndItems ? items.allFamilies : [])
        let base = OVALNamespace.systemCharacteristics
        let namespaces = prefixes.map { ("xmlns:\($0.prefix)", "\(base)#\($0.family)") }
        let attributes = [("xmlns", base), ("xmlns:oval", OVALNamespace.common)] + namespaces
        writer.element("oval_system_characteristics", attributes) { writer in
            generator.write(to: &writer)
            system.write(to: &writer)
            if !objectsAndItems { return }
            if !objects.isEmpty {
                writer.element("collected_objects") { writer in
                    for object in objects { object.write(to: &writer) }
                }
            }
            if !items.isEmpty {
                let prefixes = Dictionary(uniqueKeysWithValues: prefixes.map { ($0.family, $0.prefix) })
                writer.element("system_data") { writer in
                    for item in items { item.write(prefixes[item.family] ?? "", to: &writer) }
                }
            }
        }
    }
}

extension SystemInfo {
    func write(to writer: inout XMLWriter) {
        writer.element("system_info") { writer in
            writer.element("os_name", text: name)
            writer.element("os_version", text: version)
            writer.element("architecture", text: architecture)
            writer.element("primary_host_name", text: hostName)
            writer.element("interfaces") { writer in
                for interface in interfaces {
                    writer.element("interface") { writer in
                        writer.element("interface_name", text: interface.name)
                        writer.element("ip_address", text: interface.address)
                        writer.element("mac_address", text: interface.hardwareAddress)
                    }
                }
            }
        }
    }
}

extension CollectedObject {
    fileprivate func write(to writer: inout XMLWriter) {
        var attributes = [("id", id), ("version", String(version))]
        if !comment.isEmpty { attributes.append(("comment", comment)) }
        attributes.append(("flag", flag.rawValue))
        writer.element("object", attributes) { writer in
            for message in messages {
                writer.element("message", [("level", flag.messageLevel)], text: message)
            }
            for value in variables {
                writer.element("variable_value", [("variable_id", value.variable)], text: value.text)
            }
            for number in items { writer.element("reference", [("item_ref", String(number))], text: "") }
        }
    }
}

extension CollectionFlag {
    /// How grave a message about the collection is (`oval:MessageLevelEnumeration`).
    fileprivate var messageLevel: String {
        switch self {
        case .error: "error"
        case .incomplete, .notCollected: "warning"
        case .complete, .doesNotExist, .notApplicable: "info"
        }
    }
}

extension CollectedItem {
    fileprivate func write(_ prefix: String, to writer: inout XMLWriter) {
        let attributes = [("id", String(number)), ("status", item.status.rawValue)]
        writer.element("\(prefix):\(item.element)", attributes) { writer in
            for field in item.fields { write(field, "\(prefix):\(field.name.text)", to: &writer) }
        }
    }

    private func write(_ field: ItemField, _ name: String, to writer: inout XMLWriter) {
        var attributes: [(String, String)] = []
        if field.datatype != .string { attributes.append(("datatype", field.datatype.rawValue)) }
        if masked.contains(field.name) {
            writer.element(name, attributes + [("mask", "true")], text: "")
        } else if field.status != .exists {
            writer.element(name, attributes + [("status", field.status.rawValue)], text: "")
        } else if case .record(let fields) = field.value {
            writer.element(name, attributes) { writer in
                for field in fields {
                    let type = field.datatype == .string ? [] : [("datatype", field.datatype.rawValue)]
                    writer.element("field", [("name", field.name)] + type, text: field.value.text)
                }
            }
        } else {
            writer.element(name, attributes, text: field.value.text)
        }
    }
}
