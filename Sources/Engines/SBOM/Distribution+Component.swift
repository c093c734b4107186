import Inventory

extension Distribution {
    /// The system that a component of the kind describes.
    init(_ component: Component) {
        self.init(family: component.name, version: component.version)
        var likes: [(Int, String)] = []
        for property in component.properties {
            let value = property.value
            switch property.name {
            case PropertyName.distributionID: id = value
            case PropertyName.distributionVersion: version = value
            case PropertyName.distributionCodename: codename = value
            case PropertyName.distributionTitle: title = value
            case PropertyName.distributionVariant: variant = value
            case PropertyName.distributionCPE: cpe = value
            default:
                if property.name.hasPrefix(PropertyName.distributionLike),
                    let number = Int(property.name.dropFirst(PropertyName.distributionLike.count))
                {
                    likes.append((number, value))
                }
            }
        }
        like = likes.sorted { $0.0 < $1.0 }.map(\.1)
    }

    /// The name by which trivy knows the system; it finds no advisories under another.
    var family: String {
        switch id {
        case "rhel": "redhat"
        case "amzn": "amazon"
        case "ol": "oracle"
        case "almalinux": "alma"
        case "sles": "sles"
        case "opensuse-leap": "opensuse.leap"
        case "opensuse-tumbleweed": "opensuse.tumbleweed"
        case "mariner": "cbl-mariner"
        default: id
        }
    }

    /// What the formats have no field for.
    var properties: [Property] {
        var properties = [
            Property(name: PropertyName.osClass, value: "os-pkgs"),
            Property(name: PropertyName.osType, value: family),
            Property(name: PropertyName.distributionID, value: id),
            Property(name: PropertyName.distributionVersion, value: version),
        ]
        for (name, value) in [
            (PropertyName.distributionCodename, codename), (PropertyName.distributionTitle, title),
            (PropertyName.distributionVariant, variant), (PropertyName.distributionCPE, cpe),
        ] {
            if let value { properties.append(Property(name: name, value: value)) }
        }
        for (number, value) in like.enumerated() {
            properties.append(Property(name: "\(PropertyName.distributionLike)\(number)", value: value))
        }
        return properties
    }
}
