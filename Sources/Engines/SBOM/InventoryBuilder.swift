import Inventory
import PackageURLs

/// Gathers the components of a bill of materials into an inventory, each package once.
struct InventoryBuilder {
    private var packages: [Key: Package] = [:]
    private var distribution: Distribution?
    private var urlDistribution: Distribution?
    private var problems: [InventoryProblem] = []
    private var unknownTypes: [String: Int] = [:]

    private struct Key: Hashable {
        var type: PackageType
        var namespace: String?
        var name: String
        var version: String
        var architecture: String?
    }

    /// Adds what a component says.
    mutating func add(_ component: Component) {
        switch component.kind {
        case .operatingSystem:
            // Some tools list a system that they know nothing of.
            guard !component.name.isEmpty, component.name != "none" else { return }
            if distribution == nil { distribution = Distribution(component) }
        case .other where component.url == nil: break
        case .library, .other: addPackage(component)
        }
    }

    /// Notes what could not be read.
    mutating func add(_ problem: InventoryProblem) { problems.append(problem) }

    /// All that was added, sorted.
    var inventory: Inventory {
        var inventory = Inventory()
        inventory.distribution = distribution ?? urlDistribution
        inventory.packages = packages.values.sorted { Self.precedes($0, $1) }
        inventory.problems = problems
        for (type, count) in unknownTypes.sorted(by: { $0.key < $1.key }) {
            inventory.problems.append(
                InventoryProblem(
                    path: "pkg:\(type)",
                    reason: "\(count) packages of this type are left out, because it is not known"))
        }
        return inventory
    }

    private mutating func addPackage(_ component: Component) {
        var package: Package
        if let text = component.url {
            do throws(PackageURLError) {
                let url = try PackageURL(text)
                guard let known = Package(url) else {
                    unknownTypes[url.type, default: 0] += 1
                    return
                }
                if urlDistribution == nil { urlDistribution = Distribution(url) }
                package = known
            } catch {
                problems.append(InventoryProblem(path: component.place, reason: error.description))
                return
            }
        } else {
            guard !component.name.isEmpty else { return }
            package = Package(
                type: .generic, namespace: component.group, name: component.name, version: component.version)
        }
        component.complete(&package)
        let key = Key(
            type: package.type, namespace: package.namespace, name: package.name, version: package.version,
            architecture: package.architecture)
        if packages[key]?.merge(package) == nil { packages[key] = package }
    }

    private static func precedes(_ a: Package, _ b: Package) -> Bool {
        if a.type != b.type { return a.type.rawValue < b.type.rawValue }
        if a.namespace != b.namespace { return a.namespace ?? "" < b.namespace ?? "" }
        if a.name != b.name { return a.name < b.name }
        if a.version != b.version { return a.version < b.version }
        return a.architecture ?? "" < b.architecture ?? ""
    }
}

extension Package {
    /// Adds what another record of the same package tells.
    fileprivate mutating func merge(_ other: Package) {
        source = source ?? other.source
        module = module ?? other.module
        vendor = vendor ?? other.vendor
        owner = owner ?? other.owner
        for license in other.licenses where !licenses.contains(license) { licenses.append(license) }
        guard locations != other.locations else { return }
        locations = Set(locations + other.locations).sorted()
    }
}
