@testable import Inventory

/// What a cataloger says of one file.
struct Catalogue {
    private(set) var packages: [Package] = []
    private(set) var problem: InventoryProblem?

    init(_ cataloger: some Cataloger, _ path: String, _ text: String) {
        self.init(cataloger, path, Array(text.utf8))
    }

    init(_ cataloger: some Cataloger, _ path: String, _ bytes: [UInt8]) {
        bytes.withUnsafeBytes { content in
            let file = CatalogedFile(path: path, content: content)
            do throws(InventoryProblem) { try cataloger.catalog(file, into: &packages) } catch {
                problem = error
            }
        }
    }

    /// Each package as `namespace/name@version`, in order.
    var names: [String] {
        packages.map { "\($0.namespace.map { "\($0)/" } ?? "")\($0.name)@\($0.version)" }
    }

    var places: [String] { packages.map { $0.locations.map(\.path).joined(separator: " ") } }
}
