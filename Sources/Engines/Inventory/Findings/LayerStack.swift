/// Lays what layers tell on top of each other, the lowest first (OCI image-spec 1.1, layer.md, "Applying").
struct LayerStack {
    private var files: [String: FileFindings] = [:]
    /// Which layer had a package at a path first.
    private var introduced: [Place: String] = [:]
    private var problems: [InventoryProblem] = []

    private struct Place: Hashable {
        var path: String
        var type: PackageType
        var namespace: String?
        var name: String
        var version: String
        var architecture: String?
    }

    /// Lays a layer on top.
    ///
    /// - Parameter digest: what names the layer in the packages' locations.
    mutating func add(_ layer: LayerFindings, digest: String?) {
        problems += layer.problems
        if !layer.emptied.isEmpty || !layer.removed.isEmpty || layer.covered?.isEmpty == false {
            let (removed, emptied) = (Set(layer.removed), Set(layer.emptied))
            for path in files.keys where Self.hides(path, removed, emptied) || layer.covers(path) {
                files[path] = nil
            }
        }
        // What a link leads to is looked up before the layer's own files, which it cannot mean.
        let linked = layer.links.compactMap { link in files[link.target]?.renamed(link.path) }
        for file in layer.files + linked {
            var file = file
            files[file.path] = nil
            for index in file.packages.indices { note(&file.packages[index], digest) }
            if !file.isEmpty { files[file.path] = file }
        }
    }

    /// Hands over what the layers tell together.
    consuming func finish(into builder: inout InventoryBuilder) {
        for problem in problems { builder.add(problem) }
        for file in files.values { builder.add(file) }
    }

    private mutating func note(_ package: inout Package, _ digest: String?) {
        guard let digest else { return }
        for index in package.locations.indices {
            let place = Place(
                path: package.locations[index].path, type: package.type, namespace: package.namespace,
                name: package.name, version: package.version, architecture: package.architecture)
            let first = introduced[place] ?? digest
            introduced[place] = first
            package.locations[index].layer = first
        }
    }

    /// Whether a path or one above it is removed, or lies in a directory that was emptied.
    private static func hides(_ path: String, _ removed: Set<String>, _ emptied: Set<String>) -> Bool {
        if removed.contains(path) || emptied.contains("") { return true }
        if removed.isEmpty && emptied.isEmpty { return false }
        var end = path.startIndex
        while let slash = path[end...].firstIndex(of: "/") {
            let directory = String(path[..<slash])
            if removed.contains(directory) || emptied.contains(directory) { return true }
            end = path.index(after: slash)
        }
        return false
    }
}
