import Inventory
import XML

/// Reads CycloneDX in XML, 1.2 to 1.7.
struct CycloneDXXMLReader {
    private(set) var bill = BillOfMaterials(Inventory())

    init(_ bytes: [UInt8], name: String) throws(BillError) {
        do {
            let reader = try XMLReader(bytes: bytes, name: name)
            let prefix = "http://cyclonedx.org/schema/bom/"
            guard reader.localName == "bom", reader.namespace.hasPrefix(prefix) else {
                throw BillError(
                    name, .unknownFormat("its root is \"\(reader.localName)\", which is no bill of materials")
                )
            }
            let version = String(reader.namespace.dropFirst(prefix.count))
            guard CycloneDXReader.versions.contains(version) else {
                throw BillError(
                    name,
                    .unknownFormat("CycloneDX \(String(reflecting: version)) is not read, 1.2 to 1.7 are"))
            }
            let collector = Collector()
            try reader.forEachChild { reader in
                switch reader.localName {
                case "metadata": try collector.metadata(reader)
                case "components": try collector.components(reader, place: "components")
                default: break
                }
            }
            bill = collector.bill
            bill.inventory = collector.builder.inventory
        } catch let error as XMLError {
            throw BillError(error)
        } catch let error as BillError {
            throw error
        } catch {
            throw BillError(name, .malformed("\(error)"))
        }
    }

    /// Gathers what the reader passes.
    private final class Collector {
        var bill = BillOfMaterials(Inventory())
        var builder = InventoryBuilder()

        func metadata(_ reader: XMLReader) throws {
            try reader.forEachChild { reader in
                switch reader.localName {
                case "timestamp": bill.created = Timestamp.seconds(try reader.text())
                case "tools": try tools(reader)
                case "component":
                    let type = reader.attribute("type") ?? ""
                    let component = try component(reader, place: "metadata: component")
                    if component.kind == .operatingSystem { builder.add(component) }
                    if !component.name.isEmpty {
                        bill.subject = BillOfMaterials.Subject(
                            .init(cycloneDX: type), name: component.name,
                            version: component.version.isEmpty ? nil : component.version)
                    }
                case "properties":
                    for problem in ProblemList.problems(try properties(reader)) { builder.add(problem) }
                default: break
                }
            }
        }

        func components(_ reader: XMLReader, place: String) throws {
            var number = 0
            try reader.forEachChild { reader in
                guard reader.localName == "component" else { return }
                builder.add(try component(reader, place: "\(place)[\(number)]"))
                number += 1
            }
        }

        private func tools(_ reader: XMLReader) throws {
            try reader.forEachChild { reader in
                guard reader.localName != "components" else { return try tools(reader) }
                var tool = BillOfMaterials.Tool(name: "")
                try reader.forEachChild { reader in
                    if reader.localName == "name" { tool.name = try reader.text() }
                    if reader.localName == "version" { tool.version = try reader.text() }
                }
                if !tool.name.isEmpty { bill.tools.append(tool) }
            }
        }

        private func component(_ reader: XMLReader, place: String) throws -> Component {
            var component = Component()
            component.place = place
            component.kind = CycloneDXKind.kind(reader.attribute("type") ?? "")
            try reader.forEachChild { reader in
                switch reader.localName {
                case "group": component.group = Self.filled(try reader.text())
                case "name": component.name = try reader.text()
                case "version": component.version = try reader.text()
                case "purl": component.url = Self.filled(try reader.text())
                case "publisher":
                    if component.vendor == nil { component.vendor = Self.filled(try reader.text()) }
                case "supplier":
                    try reader.forEachChild { reader in
                        if reader.localName == "name" { component.vendor = Self.filled(try reader.text()) }
                    }
                case "licenses": component.licenses = try licenses(reader)
                case "properties": component.properties = try properties(reader)
                case "components": try components(reader, place: "\(place): components")
                default: break
                }
            }
            return component
        }

        private func licenses(_ reader: XMLReader) throws -> [String] {
            var licenses: [String] = []
            try reader.forEachChild { reader in
                if reader.localName == "expression" { return licenses.append(try reader.text()) }
                try reader.forEachChild { reader in
                    guard reader.localName == "id" || reader.localName == "name" else { return }
                    licenses.append(try reader.text())
                }
            }
            return licenses.filter { !$0.isEmpty }
        }

        private func properties(_ reader: XMLReader) throws -> [Property] {
            var properties: [Property] = []
            try reader.forEachChild { reader in
                guard let name = reader.attribute("name") else { return }
                properties.append(Property(name: name, value: try reader.text()))
            }
            return properties
        }

        private static func filled(_ text: String) -> String? { text.isEmpty ? nil : text }
    }
}

extension BillError {
    /// Says where and why XML was not read.
    fileprivate init(_ error: XMLError) {
        let text = "\(error)"
        let place = text.dropFirst(error.file.count).prefix { $0 != " " }
        self.init(
            error.file + place.dropLast(),
            .malformed(String(text.dropFirst(error.file.count + place.count + 1))))
    }
}
