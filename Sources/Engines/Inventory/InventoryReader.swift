import Bytes
public import Host
public import Images

/// Lists the software of machines, directories and images.
///
/// ```swift
/// let reader = InventoryReader(catalogers: catalogers)
/// let node = reader.inventory(of: try Host())
/// let image = reader.inventory(of: try Image("app.tar"))
/// if image.isIncomplete { print(image.problems) }
/// ```
///
/// Packages of distributions are always listed; catalogers add those of languages. An inventory does not depend on
/// the order in which files come.
public struct InventoryReader: Sendable {
    /// How far a reading got.
    public enum Progress: Sendable, Equatable {
        /// So many files were seen.
        case files(Int)
        /// A layer begins, counted from 1, of so many.
        case layer(Int, of: Int)
    }

    private let catalogs: CatalogSet
    private let limits: InventoryLimits
    private let scope: InventoryScope
    private let progress: @Sendable (Progress) -> Void

    /// A reader with catalogers, at most 63.
    ///
    /// - Parameters:
    ///   - scope: which parts of a machine's tree are passed over; images have none.
    ///   - progress: told now and then how far a reading got.
    public init(
        catalogers: [any Cataloger] = [], limits: InventoryLimits = InventoryLimits(),
        scope: InventoryScope = InventoryScope(), progress: @escaping @Sendable (Progress) -> Void = { _ in }
    ) {
        catalogs = CatalogSet(catalogers)
        self.limits = limits
        self.scope = scope
        self.progress = progress
    }

    /// The software on a machine or in a directory.
    ///
    /// What cannot be read is among the inventory's problems.
    public func inventory(of host: Host) -> Inventory {
        let progress = progress
        var reader = DirectoryReader(host, catalogs, limits: limits, scope: scope) { progress(.files($0)) }
        return reader.read()
    }

    /// The software in an image: each layer is read once, or not at all when a cache has its findings.
    ///
    /// What cannot be read is among the inventory's problems.
    public func inventory(of image: Image, cache: (any LayerCache)? = nil) -> Inventory {
        var stack = LayerStack()
        var spent = (entries: 0, bytes: 0)
        let layers = image.layerNames
        for (number, layer) in layers.enumerated() {
            progress(.layer(number + 1, of: layers.count))
            let isLowest = number == 0
            let findings = findings(image, number, isLowest: isLowest, &spent, cache)
            stack.add(findings, digest: layer.diffID ?? layer.digest)
        }
        var builder = InventoryBuilder(limits: limits)
        stack.finish(into: &builder)
        return builder.finish()
    }

    /// The name under which a cache keeps a layer's findings; nil for a layer whose content no digest names.
    public func key(of layer: Image.LayerName) -> String? {
        layer.diffID.map {
            "\($0)-\(Hex.encode(Digest.of(Array(catalogs.signature.utf8), .sha256).prefix(8)))"
        }
    }

    private func findings(
        _ image: Image, _ number: Int, isLowest: Bool, _ spent: inout (entries: Int, bytes: Int),
        _ cache: (any LayerCache)?
    ) -> LayerFindings {
        let key = cache == nil ? nil : key(of: image.layerNames[number])
        if let key, let bytes = cache?.bytes(for: key), let known = try? LayerFindings(bytes: bytes) {
            // One that was read as the lowest does not know what it hides.
            if isLowest || known.covered != nil { return known }
        }
        var reader = LayerReader(catalogs, limits: limits, imageLimits: image.limitsInUse)
        let findings = reader.read(image, number, isLowest: isLowest, spent: &spent)
        // A part of a layer, or one that is not what its digest says, must not stand for it in other images.
        if let key, findings.isWhole { cache?.keep(findings.bytes, for: key) }
        return findings
    }
}

/// Keeps the findings of layers, which are parts of many images.
public protocol LayerCache: Sendable {
    /// What was kept under a name; nil for nothing.
    func bytes(for key: String) -> [UInt8]?
    /// Keeps bytes under a name.
    func keep(_ bytes: [UInt8], for key: String)
}

extension Inventory {
    /// The software on a machine or in a directory.
    public init(of host: Host, catalogers: [any Cataloger] = []) {
        self = InventoryReader(catalogers: catalogers).inventory(of: host)
    }

    /// The software in an image.
    public init(of image: Image, catalogers: [any Cataloger] = []) {
        self = InventoryReader(catalogers: catalogers).inventory(of: image)
    }
}
