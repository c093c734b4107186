import YAML

/// pnpm's lock file, versions 5 to 9.
struct PnpmLockCataloger: ListingCataloger {
    let type = PackageType.npm
    let interest = FileInterest(names: ["pnpm-lock.yaml"])

    func list(_ file: borrowing CatalogedFile, in listing: inout Listing) throws(InventoryProblem) {
        guard !file.isBelow("node_modules") else { return }
        for document in try file.yaml() {
            let major = document.member("lockfileVersion")?.text?.prefix { $0 != "." } ?? ""
            for package in document.member("packages")?.members ?? [] {
                let (name, version) = Self.split(package.key, hasSlashes: major == "5")
                // What comes from elsewhere than a registry has its name and version written out.
                let known = (
                    package.value.member("name")?.text ?? name,
                    package.value.member("version")?.text ?? version
                )
                guard let name = known.0, let version = known.1 else { continue }
                listing.add(path: name, version: version)
            }
        }
    }

    /// Reads `/name/1.0_peer` of version 5, `/name@1.0(peer)` of 6 and `name@1.0` of 9.
    static func split(_ key: String, hasSlashes: Bool) -> (name: String?, version: String?) {
        let plain = key.prefix { $0 != "(" }
        let path = plain.hasPrefix("/") ? plain.dropFirst() : plain
        let mark: Character = hasSlashes ? "/" : "@"
        guard let place = hasSlashes ? path.lastIndex(of: mark) : path.dropFirst().firstIndex(of: mark) else {
            return (nil, nil)
        }
        let name = path[..<place]
        let version = path[path.index(after: place)...].prefix { $0 != "_" }
        let isNumber = version.utf8.first.map { $0 >= 0x30 && $0 <= 0x39 } ?? false
        return (String(name), isNumber && !version.contains(":") ? String(version) : nil)
    }
}

extension YAMLTree {
    fileprivate var members: [Member] { if case .mapping(let members) = self { members } else { [] } }
    fileprivate var text: String? { if case .scalar(let text, _, _) = self { text } else { nil } }
    fileprivate func member(_ key: String) -> YAMLTree? { members.first { $0.key == key }?.value }
}
