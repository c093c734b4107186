import Host

extension UnitFiles {
    /// The matching properties of the matching units, as far as files decide them.
    ///
    /// Whether a unit is active is known to a running manager alone: an object that asks for that is not
    /// collected, unless there is no such unit.
    func collectProperties(_ query: ObjectQuery, _ unit: EntityQuery, _ property: EntityQuery) -> Collected {
        var items: [Item] = []
        let units = names().filter { unit.matches($0) }
        for name in units {
            for (key, values) in properties(of: name) where property.matches(key) && !values.isEmpty {
                let item = Item(
                    "systemdunitproperty_item",
                    fields: [ItemField("unit", name), ItemField("property", key)]
                        + values.map { ItemField("value", $0) })
                if query.filter.accepts(item) { items.append(item) }
            }
        }
        let asksManager = property.literal.map { !Self.decided.contains($0) } ?? false
        if asksManager, !units.isEmpty {
            return Collected(
                .notCollected,
                messages: [
                    "nothing runs in a directory, so \(property.literal ?? "") of \(units[0]) is not known"
                ])
        }
        return .found(items)
    }

    /// The matching units, each with what it pulls in.
    func collectDependencies(_ query: ObjectQuery, _ unit: EntityQuery) -> Collected {
        var items: [Item] = []
        for name in names() where unit.matches(name) && self.unit(name).loadState == "loaded" {
            let item = Item(
                "systemdunitdependency_item",
                fields: [ItemField("unit", name)]
                    + UnitDependencies.all(of: name, dependencies(of:)).map { ItemField("dependency", $0) })
            if query.filter.accepts(item) { items.append(item) }
        }
        return .found(items)
    }

    /// The properties of the manager's interface (`org.freedesktop.systemd1(5)`) that files decide.
    private static let decided: Set<String> = [
        "Id", "LoadState", "FragmentPath", "DropInPaths", "UnitFileState", "UnitFilePreset", "Description",
        "Documentation", "Requires", "Wants", "BindsTo", "PartOf", "Conflicts", "Before", "After",
    ]

    private func properties(of name: String) -> [(String, [String])] {
        let unit = unit(name)
        func list(_ setting: String) -> [String] {
            (unit.settings["Unit.\(setting)"] ?? []).flatMap { $0.split(separator: " ").map { String($0) } }
        }
        var properties: [(String, [String])] = [
            ("Id", [name]), ("LoadState", [unit.loadState]),
            ("FragmentPath", [unit.fragment?.description ?? ""]),
            ("DropInPaths", unit.dropIns.map(\.description)),
            ("UnitFileState", [fileState(of: name) ?? ""]), ("UnitFilePreset", [preset(of: name)]),
            ("Description", [unit.settings["Unit.Description"]?.last ?? name]),
        ]
        for setting in [
            "Documentation", "Requires", "Wants", "BindsTo", "PartOf", "Conflicts", "Before", "After",
        ] { properties.append((setting, list(setting))) }
        return properties
    }
}
