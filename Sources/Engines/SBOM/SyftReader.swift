import Bytes
import Inventory

/// Reads what syft writes for itself.
struct SyftReader {
    private(set) var bill = BillOfMaterials(Inventory())

    init(_ root: JSONView) {
        var builder = InventoryBuilder()
        if let system = Self.system(root["distro"]) { builder.add(system) }
        let artifacts = root["artifacts"].elements
        let owners = Self.owners(root, artifacts)
        for (number, artifact) in artifacts.enumerated() {
            var component = Self.component(artifact, place: "artifacts[\(number)]")
            if let id = artifact["id"].string, let owner = owners[id] {
                component.properties.append(Property(name: PropertyName.owner, value: owner))
            }
            builder.add(component)
        }
        bill.inventory = builder.inventory
        let descriptor = root["descriptor"]
        if let name = descriptor["name"].string {
            bill.tools = [BillOfMaterials.Tool(name: name, version: descriptor["version"].string)]
        }
        bill.created = descriptor["timestamp"].string.flatMap { Timestamp.seconds($0) }
        let source = root["source"]
        let name = source["name"].string ?? source["metadata"]["userInput"].string ?? ""
        if !name.isEmpty {
            let version = source["version"].string
            bill.subject = BillOfMaterials.Subject(
                source["type"].string == "image" ? .image : .directory, name: name,
                version: version?.isEmpty == true ? nil : version)
        }
    }

    private static func system(_ distro: JSONView) -> Component? {
        guard let id = distro["id"].string, !id.isEmpty else { return nil }
        var system = Component()
        system.kind = .operatingSystem
        system.name = id
        system.version = distro["versionID"].string ?? ""
        for (name, field) in [
            (PropertyName.distributionID, "id"), (PropertyName.distributionCodename, "versionCodename"),
            (PropertyName.distributionTitle, "prettyName"), (PropertyName.distributionVariant, "variantID"),
            (PropertyName.distributionCPE, "cpeName"),
        ] {
            guard let value = distro[field].string else { continue }
            system.properties.append(Property(name: name, value: value))
        }
        for (number, like) in distro["idLike"].elements.enumerated() {
            guard let value = like.string else { continue }
            system.properties.append(
                Property(name: "\(PropertyName.distributionLike)\(number)", value: value))
        }
        return system
    }

    private static func component(_ artifact: JSONView, place: String) -> Component {
        var component = Component()
        component.place = place
        component.name = artifact["name"].string ?? ""
        component.version = artifact["version"].string ?? ""
        component.url = artifact["purl"].string.flatMap { $0.isEmpty ? nil : $0 }
        let metadata = artifact["metadata"]
        component.vendor = metadata["vendor"].string ?? metadata["maintainer"].string
        for license in artifact["licenses"].elements {
            let expression = license["spdxExpression"].string ?? ""
            let text = expression.isEmpty ? license.string ?? license["value"].string ?? "" : expression
            if !text.isEmpty { component.licenses.append(text) }
        }
        for (name, field) in [
            (PropertyName.syftSource, "source"), (PropertyName.syftSourceVersion, "sourceVersion"),
            (PropertyName.syftOrigin, "originPackage"), (PropertyName.syftModule, "modularityLabel"),
        ] {
            guard let value = metadata[field].string, !value.isEmpty else { continue }
            component.properties.append(Property(name: name, value: value))
        }
        // What only supports the finding, such as a file of licences, is no place where the package is.
        let places = artifact["locations"].elements
        let primary = places.filter { $0["annotations"]["evidence"].string == "primary" }
        for (number, place) in (primary.isEmpty ? places : primary).enumerated() {
            guard let path = place["path"].string else { continue }
            component.properties.append(Property(name: "\(PropertyName.location)\(number):path", value: path))
            guard let layer = place["layerID"].string else { continue }
            component.properties.append(
                Property(name: "\(PropertyName.location)\(number):layerID", value: layer))
        }
        return component
    }

    /// The distribution's package that put the files of another there, by the other's identifier.
    private static func owners(_ root: JSONView, _ artifacts: [JSONView]) -> [String: String] {
        var owners: [String: String] = [:]
        var names: [String: String] = [:]
        for relation in root["artifactRelationships"].elements
        where relation["type"].string == "ownership-by-file-overlap" {
            if names.isEmpty {
                for artifact in artifacts { names[artifact["id"].string ?? ""] = artifact["name"].string }
            }
            guard let parent = relation["parent"].string, let child = relation["child"].string else {
                continue
            }
            owners[child] = names[parent]
        }
        return owners
    }
}
