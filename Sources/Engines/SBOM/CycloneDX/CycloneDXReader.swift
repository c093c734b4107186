import Bytes
import Inventory

/// Reads CycloneDX in JSON, 1.2 to 1.7: what is read is the same in all of them.
struct CycloneDXReader {
    /// The versions that are read.
    static let versions = ["1.2", "1.3", "1.4", "1.5", "1.6", "1.7"]

    private(set) var bill = BillOfMaterials(Inventory())

    init(_ root: JSONView, name: String) throws(BillError) {
        let version = root["specVersion"].string ?? ""
        guard Self.versions.contains(version) else {
            throw BillError(
                name, .unknownFormat("CycloneDX \(String(reflecting: version)) is not read, 1.2 to 1.7 are"))
        }
        let metadata = root["metadata"]
        bill.created = metadata["timestamp"].string.flatMap { Timestamp.seconds($0) }
        bill.tools = Self.tools(metadata["tools"])
        bill.subject = Self.subject(metadata["component"])
        var builder = InventoryBuilder()
        var waiting: [(view: JSONView, place: String)] = [(root["components"], "components")]
        if metadata["component"]["type"].string == "operating-system" {
            builder.add(Self.component(metadata["component"], place: "metadata: component"))
        }
        while let (view, place) = waiting.popLast() {
            for (number, element) in view.elements.enumerated() {
                let component = Self.component(element, place: "\(place)[\(number)]")
                builder.add(component)
                let inner = element["components"]
                if !inner.isMissing { waiting.append((inner, "\(place)[\(number)]: components")) }
            }
        }
        for problem in ProblemList.problems(Self.properties(metadata["properties"])) { builder.add(problem) }
        bill.inventory = builder.inventory
    }

    private static func component(_ view: JSONView, place: String) -> Component {
        var component = Component()
        component.place = place
        component.kind = CycloneDXKind.kind(view["type"].string ?? "")
        component.group = view["group"].string.flatMap { $0.isEmpty ? nil : $0 }
        component.name = view["name"].string ?? ""
        component.version = view["version"].string ?? ""
        component.url = view["purl"].string.flatMap { $0.isEmpty ? nil : $0 }
        component.vendor = view["supplier"]["name"].string ?? view["publisher"].string
        for choice in view["licenses"].elements {
            let license = choice["license"]
            let text = choice["expression"].string ?? license["id"].string ?? license["name"].string
            if let text, !text.isEmpty { component.licenses.append(text) }
        }
        component.properties = properties(view["properties"])
        return component
    }

    private static func properties(_ view: JSONView) -> [Property] {
        view.elements.compactMap { element in
            guard let name = element["name"].string else { return nil }
            return Property(name: name, value: element["value"].string ?? "")
        }
    }

    private static func subject(_ view: JSONView) -> BillOfMaterials.Subject? {
        guard let name = view["name"].string, !name.isEmpty else { return nil }
        return BillOfMaterials.Subject(
            .init(cycloneDX: view["type"].string ?? ""), name: name, version: view["version"].string)
    }

    /// The programs, as a list before 1.5 and as components since.
    private static func tools(_ view: JSONView) -> [BillOfMaterials.Tool] {
        (view.elements + view["components"].elements).compactMap { tool in
            tool["name"].string.map { BillOfMaterials.Tool(name: $0, version: tool["version"].string) }
        }
    }
}

/// What the types of CycloneDX's components are here.
enum CycloneDXKind {
    static func kind(_ type: String) -> Component.Kind {
        switch type {
        case "library", "framework": .library
        case "operating-system": .operatingSystem
        default: .other
        }
    }
}

/// The problems of an inventory as properties.
enum ProblemList {
    static func problems(_ properties: [Property]) -> [InventoryProblem] {
        var paths: [Int: String] = [:]
        var reasons: [Int: String] = [:]
        for property in properties where property.name.hasPrefix(PropertyName.problem) {
            let rest = property.name.dropFirst(PropertyName.problem.count).split(separator: ":")
            guard rest.count == 2, let number = Int(rest[0]) else { continue }
            if rest[1] == "path" { paths[number] = property.value }
            if rest[1] == "reason" { reasons[number] = property.value }
        }
        return paths.sorted { $0.key < $1.key }.compactMap { number, path in
            reasons[number].map { InventoryProblem(path: path, reason: $0) }
        }
    }
}
