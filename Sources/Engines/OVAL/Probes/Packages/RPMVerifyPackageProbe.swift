import Host
import RPM

/// Collects `linux:rpmverifypackage_object` (OVAL 5.11, `linux-sc:rpmverifypackage_item`): whether packages have
/// what they need and are as they were built.
public final class RPMVerifyPackageProbe: Probe {
    /// The objects that it serves.
    public let objects = ["rpmverifypackage_object"]
    private let host: Host
    private let packages: RPMPackages
    private var dependencies: RPMDependencies?

    init(host: Host, packages: RPMPackages) {
        self.host = host
        self.packages = packages
    }

    /// Collects one item for each package that matches.
    ///
    /// A scan runs nothing that it finds, so a package's own verification script is not collected; signatures
    /// are not checked, because the keys that would do so are the host's own.
    public func collect(_ query: ObjectQuery) -> Collected {
        guard let name = query["name"] else { return .lacking("a name", query) }
        return packages.collect { installed in
            let dependencies =
                self.dependencies ?? RPMDependencies(host: host, packages: installed.packages)
            self.dependencies = dependencies
            return query.accepted(
                installed.named(name).filter { $0.matches(query) }.map {
                    Self.item($0, query.behaviors, dependencies)
                })
        }
    }

    private static func item(
        _ package: RPMPackage, _ behaviors: [String: String], _ dependencies: RPMDependencies
    ) -> Item {
        func field(_ name: FieldName, unless behavior: String, _ truth: () -> Bool?) -> ItemField {
            let isLeftOut = ["true", "1"].contains(behaviors[behavior] ?? "")
            guard !isLeftOut, let truth = truth() else {
                return ItemField(name, status: .notCollected, datatype: .boolean)
            }
            return ItemField(name, truth)
        }
        return Item(
            "rpmverifypackage_item",
            fields: package.nameFields(architectureFirst: false) + [
                ItemField("extended_name", package.extendedName),
                field("dependency_check_passed", unless: "nodeps") { dependencies.areMet(package) },
                field("digest_check_passed", unless: "nodigest") { package.isHeaderIntact },
                field("verification_script_successful", unless: "noscripts") {
                    package.hasVerifyScript ? nil : true
                },
                field("signature_check_passed", unless: "nosignature") { nil },
            ])
    }
}
