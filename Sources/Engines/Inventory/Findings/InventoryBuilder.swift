/// Joins what files tell to one inventory that does not depend on the order in which they came.
struct InventoryBuilder {
    /// What makes two findings one package.
    ///
    /// A package that the distribution put somewhere is another one than the same at a place of its own: one is
    /// judged by the distribution.
    private struct Identity: Hashable {
        var type: PackageType
        var namespace: String?
        var name: String
        var version: String
        var architecture: String?
        var owner: String?
    }

    private let limits: InventoryLimits
    private var files: [FileFindings] = []
    private var count = 0
    private var problems: Set<InventoryProblem> = []

    init(limits: InventoryLimits) { self.limits = limits }

    /// Takes in what a file tells.
    mutating func add(_ findings: FileFindings) {
        for problem in findings.problems { add(problem) }
        guard !findings.packages.isEmpty || findings.distribution != nil || !findings.owned.isEmpty else {
            return
        }
        count += findings.packages.count
        guard count <= limits.packages else {
            return add(
                InventoryProblem(
                    path: findings.path, reason: "there are more than \(limits.packages) packages"))
        }
        var findings = findings
        findings.problems = []
        files.append(findings)
    }

    /// Takes in that something could not be read.
    mutating func add(_ problem: InventoryProblem) {
        // More are not told anyway, and which ones are must not depend on their order in all usual cases.
        if problems.count < 100 * limits.problems { problems.insert(problem) }
    }

    /// The numbers of the files that hold packages of languages: whose they are is to be found out.
    var keysToOwn: Set<UInt64> {
        var keys: Set<UInt64> = []
        for file in files {
            for package in file.packages where !package.type.isOfDistribution {
                for location in package.locations { keys.insert(Self.key(of: location)) }
            }
        }
        return keys
    }

    /// The inventory.
    consuming func finish() -> Inventory {
        let keys = keysToOwn
        var owners: [UInt64: String] = [:]
        if !keys.isEmpty {
            for owned in files.lazy.flatMap(\.owned) {
                for key in owned.keys where keys.contains(key) {
                    owners[key] = min(owners[key] ?? owned.owner, owned.owner)
                }
            }
        }
        var merged: [Identity: Package] = [:]
        for package in files.lazy.flatMap(\.packages) {
            for part in Self.parts(of: package, owners) {
                let identity = Identity(
                    type: part.type, namespace: part.namespace, name: part.name, version: part.version,
                    architecture: part.architecture, owner: part.owner)
                merged[identity]?.merge(part)
                if merged[identity] == nil { merged[identity] = part }
            }
        }
        var inventory = Inventory()
        inventory.packages = merged.values.map { package in
            var package = package
            package.locations = Array(Set(package.locations)).sorted()
            package.licenses = Array(Set(package.licenses)).sorted()
            return package
        }
        inventory.packages.sort(by: Self.precedes)
        inventory.distribution =
            files.filter { $0.distribution != nil }.min {
                (SystemFile.rank(ofRelease: $0.path), $0.path) < (
                    SystemFile.rank(ofRelease: $1.path), $1.path
                )
            }?.distribution
        inventory.problems = problems.sorted { ($0.path, $0.reason) < ($1.path, $1.reason) }
        if inventory.problems.count > limits.problems {
            let more = inventory.problems.count - limits.problems
            inventory.problems.removeLast(more)
            inventory.problems.append(
                InventoryProblem(path: "", reason: "\(more) more problems are not listed"))
        }
        return inventory
    }

    /// A package by the owners of its places, which are not always the same.
    private static func parts(of package: Package, _ owners: [UInt64: String]) -> [Package] {
        if package.type.isOfDistribution || owners.isEmpty || package.locations.isEmpty { return [package] }
        let groups = Dictionary(grouping: package.locations) { owners[key(of: $0)] }
        return groups.map { owner, locations in
            var part = package
            part.owner = owner ?? package.owner
            part.locations = locations
            return part
        }
    }

    private static func key(of location: Package.Location) -> UInt64 {
        // What is in an archive belongs to whom the archive belongs.
        var path = location.path.utf8[...]
        if location.path.utf8.contains(UInt8(ascii: "!")), let inner = location.path.firstRange(of: "!/") {
            path = location.path.utf8[..<inner.lowerBound]
        }
        return PathKey.ofOwned(String(path) ?? location.path)
    }

    private static func precedes(_ a: Package, _ b: Package) -> Bool {
        if a.type != b.type { return a.type.rawValue < b.type.rawValue }
        if a.namespace != b.namespace { return (a.namespace ?? "") < (b.namespace ?? "") }
        if a.name != b.name { return a.name < b.name }
        if a.version != b.version { return a.version < b.version }
        if a.architecture != b.architecture { return (a.architecture ?? "") < (b.architecture ?? "") }
        return (a.owner ?? "") < (b.owner ?? "")
    }
}

extension Package {
    /// Takes in the same package as another file tells of it, so that the order does not matter.
    fileprivate mutating func merge(_ other: Package) {
        func least<Value: Comparable>(_ a: Value?, _ b: Value?) -> Value? {
            guard let a, let b else { return a ?? b }
            return min(a, b)
        }
        if let mine = source, let theirs = other.source {
            if (theirs.name, theirs.version) < (mine.name, mine.version) { source = theirs }
        } else {
            source = source ?? other.source
        }
        module = least(module, other.module)
        vendor = least(vendor, other.vendor)
        licenses += other.licenses
        locations += other.locations
    }
}
