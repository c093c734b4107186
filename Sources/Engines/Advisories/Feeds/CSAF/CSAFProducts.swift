import Bytes
import PackageURLs

/// The products of a CSAF document by their identifiers (CSAF 2.0, 3.2.2).
struct CSAFProducts {
    /// A package in the platform that it is a component of.
    struct Component {
        var package: PackageURL
        /// The platform's CPE.
        var platform: String
        /// The module stream, where a relationship between the two names one.
        var module: ModuleStream?
    }

    private struct Relationship {
        var product: String
        var platform: String
    }

    /// What identifies a product itself.
    private var packages: [String: PackageURL] = [:]
    private var platforms: [String: String] = [:]
    private var relationships: [String: Relationship] = [:]
    /// Platforms nest no deeper in any real document, and a hostile one may lead in circles.
    private static let depthLimit = 8

    init(_ tree: JSONView) {
        var open = tree["branches"].elements
        for product in tree["full_product_names"].elements { add(product) }
        while let branch = open.popLast() {
            add(branch["product"])
            open += branch["branches"].elements
        }
        for relationship in tree["relationships"].elements {
            guard let id = relationship["full_product_name"]["product_id"].string,
                let product = relationship["product_reference"].string,
                let platform = relationship["relates_to_product_reference"].string
            else { continue }
            relationships[id] = Relationship(product: product, platform: platform)
        }
    }

    private mutating func add(_ product: JSONView) {
        guard let id = product["product_id"].string else { return }
        let helper = product["product_identification_helper"]
        if let text = helper["purl"].string, let package = try? PackageURL(text) { packages[id] = package }
        if let cpe = helper["cpe"].string { platforms[id] = cpe }
    }

    /// The product that a statement is of: a package of its own, or a component of a platform.
    func product(_ id: String) -> Statement.Product {
        guard let relationship = relationships[id] else {
            return Statement.Product(identifier: id, package: packages[id])
        }
        return Statement.Product(identifier: id, package: packages[relationship.product])
    }

    /// What an identifier stands for; nil for one that names no package of a platform.
    func component(_ id: String) -> Component? {
        guard var relationship = relationships[id] else { return nil }
        guard let package = packages[relationship.product], package.type != "rpmmod" else { return nil }
        var module = package.qualifiers["rpmmod"].flatMap { ModuleStream($0) }
        for _ in 0..<Self.depthLimit {
            if let cpe = platforms[relationship.platform], relationships[relationship.platform] == nil {
                return Component(package: package, platform: cpe, module: module)
            }
            guard let outer = relationships[relationship.platform] else { return nil }
            // A package is of a module, and that is of the platform.
            if let middle = packages[outer.product], middle.type == "rpmmod" {
                module = module ?? middle.version.flatMap { ModuleStream("\(middle.name):\($0)") }
            }
            relationship = outer
        }
        return nil
    }
}
