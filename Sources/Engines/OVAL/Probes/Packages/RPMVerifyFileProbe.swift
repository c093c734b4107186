import Host
import RPM

/// Collects `linux:rpmverifyfile_object` and its old form `rpmverify_object` (OVAL 5.11,
/// `linux-sc:rpmverifyfile_item`): whether files are as their packages brought them.
public final class RPMVerifyFileProbe: Probe {
    /// The objects that it serves.
    public let objects = ["rpmverifyfile_object", "rpmverify_object"]
    private let packages: RPMPackages
    private let verification: RPMFileVerification

    init(packages: RPMPackages, verification: RPMFileVerification) {
        self.packages = packages
        self.verification = verification
    }

    /// Collects one item for each file that matches in each package that matches.
    ///
    /// A file that is not there is an item whose attributes were not looked at, unless the package allows that.
    public func collect(_ query: ObjectQuery) -> Collected {
        guard let filePath = query["filepath"], let name = query["name"] else {
            return .lacking("a name or a filepath", query)
        }
        let behaviors = Behaviors(query.behaviors)
        let isOld = query.element == "rpmverify_object"
        return packages.collect { installed in
            var items: [Item] = []
            for package in installed.named(name) where package.matches(query) {
                for file in package.files where filePath.matches(file.path) && !behaviors.skips(file) {
                    let outcome = verification.compare(file, of: package, omitting: behaviors.omitted)
                    let item = Self.item(package, file, outcome, behaviors.omitted, isOld)
                    if query.filter.accepts(item) { items.append(item) }
                }
            }
            return items
        }
    }

    /// What an object leaves out (OVAL 5.11, `linux-def:RpmVerifyFileBehaviors`).
    private struct Behaviors {
        var omitted: RPMFile.Attributes = []
        var skipped: RPMFile.Flags = []

        init(_ attributes: [String: String]) {
            func isSet(_ name: String) -> Bool { ["true", "1"].contains(attributes[name] ?? "") }
            let names: [(String, RPMFile.Attributes)] = [
                ("nolinkto", .link), ("nomd5", .digest), ("nofiledigest", .digest), ("nosize", .size),
                ("nouser", .user), ("nogroup", .group), ("nomtime", .time), ("nomode", .mode),
                ("nordev", .device), ("nocaps", .capabilities),
            ]
            for (name, attribute) in names where isSet(name) { omitted.insert(attribute) }
            if isSet("noconfigfiles") { skipped.insert(.configuration) }
            if isSet("noghostfiles") { skipped.insert(.ghost) }
        }

        func skips(_ file: RPMFile) -> Bool { !file.flags.isDisjoint(with: skipped) }
    }

    private static func item(
        _ package: RPMPackage, _ file: RPMFile, _ outcome: RPMFileVerification.Outcome,
        _ omitted: RPMFile.Attributes, _ isOld: Bool
    ) -> Item {
        func result(_ attribute: RPMFile.Attributes) -> String {
            switch outcome {
            case .missing: "not performed"
            case .compared(let differing, let unknown):
                if !omitted.isDisjoint(with: attribute) || !unknown.isDisjoint(with: attribute) {
                    "not performed"
                } else {
                    differing.isDisjoint(with: attribute) ? "pass" : "fail"
                }
            }
        }
        var fields =
            isOld
            ? [ItemField("name", package.name), ItemField("filepath", file.path)]
            : package.nameFields(architectureFirst: false) + [
                ItemField("filepath", file.path), ItemField("extended_name", package.extendedName),
            ]
        fields += [
            ItemField("size_differs", result(.size)), ItemField("mode_differs", result(.mode)),
            ItemField("md5_differs", result(.digest)),
        ]
        if !isOld { fields.append(ItemField("filedigest_differs", result(.digest))) }
        fields += [
            ItemField("device_differs", result(.device)), ItemField("link_mismatch", result(.link)),
            ItemField("ownership_differs", result(.user)), ItemField("group_differs", result(.group)),
            ItemField("mtime_differs", result(.time)),
            ItemField("capabilities_differ", result(.capabilities)),
            ItemField("configuration_file", file.flags.contains(.configuration)),
            ItemField("documentation_file", file.flags.contains(.documentation)),
            ItemField("ghost_file", file.flags.contains(.ghost)),
            ItemField("license_file", file.flags.contains(.license)),
            ItemField("readme_file", file.flags.contains(.readme)),
        ]
        return Item(isOld ? "rpmverify_item" : "rpmverifyfile_item", fields: fields)
    }
}
