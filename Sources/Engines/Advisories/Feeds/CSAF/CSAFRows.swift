import PackageURLs

/// What a document says of packages, those of several architectures put together.
///
/// Documents name every architecture of every package of every repository, of which most say the same.
struct CSAFRows {
    private struct Key: Hashable {
        var ecosystem: Ecosystem
        var name: String
        var role: Affected.Role
        var module: ModuleStream?
        var state: VendorState
        var severity: String?
    }

    private var places: [Key: Int] = [:]
    private(set) var affected: [Affected] = []

    /// Adds what is said of one package of one architecture.
    mutating func add(
        _ component: CSAFProducts.Component, _ ecosystem: Ecosystem, _ state: VendorState, severity: String?
    ) {
        let architecture = component.package.qualifiers["arch"]
        let isSource = architecture == "src" || architecture == "source"
        let role: Affected.Role = isSource || ecosystem.role == .source ? .source : .binary
        let key = Key(
            ecosystem: ecosystem, name: component.package.name, role: role, module: component.module,
            state: state, severity: severity)
        let isForAll = isSource || architecture == nil || architecture == "noarch" || architecture == "all"
        if let place = places[key] {
            if isForAll || affected[place].architectures.isEmpty {
                affected[place].architectures = []
            } else if let architecture, !affected[place].architectures.contains(architecture) {
                affected[place].architectures.append(architecture)
            }
            return
        }
        var new = Affected(ecosystem: ecosystem, name: component.package.name, role: role, state: state)
        new.module = component.module
        new.severity = severity
        if let architecture, !isForAll { new.architectures = [architecture] }
        places[key] = affected.count
        affected.append(new)
    }
}
