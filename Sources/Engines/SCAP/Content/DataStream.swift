import XML

/// One use of a collection's components: which are checklists, which answer them (SCAP 1.3, 3.1).
public struct DataStream: Sendable {
    /// The id.
    public let id: String
    /// The SCAP version that it claims, such as `1.3`.
    public let scapVersion: String
    /// Its component-refs in document order.
    public var references: [ComponentReference] = []

    /// The component-ref of an id.
    func reference(_ id: String) -> ComponentReference? { references.first { $0.id == id } }
}

/// A data stream's use of a component, and what its files' names mean (SCAP 1.3, 3.1).
public struct ComponentReference: Sendable {
    /// What the component is for.
    public enum Use: String, Sendable {
        /// It says which platforms there are.
        case dictionaries
        /// It says what is checked.
        case checklists
        /// It says how.
        case checks
        /// Something else.
        case extendedComponents = "extended-components"
    }

    /// The id.
    public let id: String
    /// What the component is for.
    public let use: Use
    /// Where the component is: `#` and its id, or a URL.
    public let href: String
    /// What a file's name in the component means: `#` and a component-ref's id, or a URL.
    public let catalog: [String: String]

    /// The component's id, or nil when it is elsewhere.
    var componentID: String? { href.hasPrefix("#") ? String(href.dropFirst()) : nil }
}

extension DataStream {
    private static let xlink = "http://www.w3.org/1999/xlink"

    init(reader: XMLReader) throws {
        id = reader.attribute("id") ?? ""
        scapVersion = reader.attribute("scap-version") ?? ""
        try reader.forEachChild { section in
            guard let use = ComponentReference.Use(rawValue: section.localName) else { return }
            try section.forEachChild { child in
                guard child.localName == "component-ref" else { return }
                let id = child.attribute("id") ?? ""
                let href = child.attribute("href", namespace: Self.xlink) ?? ""
                let catalog = try Self.catalog(child)
                references.append(ComponentReference(id: id, use: use, href: href, catalog: catalog))
            }
        }
    }

    private static func catalog(_ reader: XMLReader) throws -> [String: String] {
        var names: [String: String] = [:]
        try reader.forEachChild { catalog in
            guard catalog.localName == "catalog" else { return }
            try catalog.forEachChild { entry in
                guard entry.localName == "uri", let name = entry.attribute("name") else { return }
                names[name] = entry.attribute("uri")
            }
        }
        return names
    }
}
