import Bytes

/// The lock file of Swift's package manager, versions 1 to 3.
struct PackageResolvedCataloger: ListingCataloger {
    let type = PackageType.swift
    let interest = FileInterest(names: ["Package.resolved"])

    func list(_ file: borrowing CatalogedFile, in listing: inout Listing) throws(InventoryProblem) {
        let document = try file.json()
        let pins = document["pins"].isMissing ? document["object"]["pins"] : document["pins"]
        for pin in pins.elements {
            let state = pin["state"]
            // A registry's packages have an identity and no address.
            let addresses = [pin["location"], pin["repositoryURL"], pin["identity"]].compactMap(\.string)
            guard let address = addresses.first(where: { !$0.isEmpty }),
                let version = state["version"].string ?? state["branch"].string ?? state["revision"].string
            else { continue }
            listing.add(path: Self.name(of: address), version: version)
        }
    }

    /// The host and path of a repository, which is how Swift's packages are named (purl-spec, "swift").
    static func name(of address: String) -> String {
        var name = address[...]
        if let scheme = name.firstRange(of: "://") { name = name[scheme.upperBound...] }
        // "git@host:path" has no scheme; what stands before the sign may be a secret.
        if let at = name.firstIndex(of: "@") { name = name[name.index(after: at)...] }
        if let colon = name.firstIndex(of: ":"), !name[name.index(after: colon)...].hasPrefix("/") {
            let rest = name[name.index(after: colon)...]
            let port = rest.prefix { $0.isNumber }
            name =
                port.isEmpty || !rest.dropFirst(port.count).hasPrefix("/")
                ? name[..<colon] + "/" + rest : name[..<colon] + rest.dropFirst(port.count)
        }
        while name.hasSuffix("/") { name = name.dropLast() }
        return String(name.hasSuffix(".git") ? name.dropLast(4) : name)
    }
}
