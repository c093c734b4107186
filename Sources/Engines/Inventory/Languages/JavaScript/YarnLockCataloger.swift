/// yarn's lock files, of version 1 and of those since 2 that are YAML.
///
/// Both have an entry's key at the beginning of a line and its fields two blanks in.
struct YarnLockCataloger: ListingCataloger {
    let type = PackageType.npm
    let interest = FileInterest(names: ["yarn.lock"])

    func list(_ file: borrowing CatalogedFile, in listing: inout Listing) throws(InventoryProblem) {
        guard !file.isBelow("node_modules") else { return }
        var entry = Entry()
        for line in try file.text().split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
            if line.utf8.first != 0x20 {
                // A key of more than 1,024 letters has a line of its own, and its colon another.
                if line == ":" { continue }
                entry.add(to: &listing)
                entry = Entry(key: line)
            } else if line.hasPrefix("  "), line.utf8.dropFirst(2).first != 0x20 {
                entry.read(field: line.dropFirst(2))
            }
        }
        entry.add(to: &listing)
    }

    private struct Entry {
        var name: Substring?
        var version: Substring?
        var resolution: Substring?

        init() {}

        init(key: Substring) {
            let first = key.drop { $0 == "?" || $0 == " " || $0 == "\"" }.prefix {
                !",\":".contains($0) || $0 == ":"
            }
            name = first.dropFirst().firstIndex(of: "@").map { first[..<$0] }
            // An alias, as in "left@npm:right@^1.0", is installed under the other's name.
            if let name, let alias = first.dropFirst(name.count + 1).droppingPrefix("npm:"),
                let at = alias.dropFirst().firstIndex(of: "@")
            {
                self.name = alias[..<at]
            }
        }

        mutating func read(field: Substring) {
            let words = field.split(maxSplits: 1) { $0 == " " }
            guard words.count == 2 else { return }
            let value = words[1].filter { $0 != "\"" }[...]
            switch words[0] {
            case "version", "version:": version = value
            case "resolution", "resolution:": resolution = value
            default: break
            }
        }

        func add(to listing: inout Listing) {
            guard let version else { return }
            guard let resolution else {
                if let name { listing.add(path: String(name), version: String(version)) }
                return
            }
            // A workspace is a part of the project itself; a patch stands beside what it patches.
            guard let at = resolution.dropFirst().firstIndex(of: "@"), version != "0.0.0-use.local",
                !["workspace:", "patch:", "link:", "portal:"].contains(
                    where: resolution[at...].dropFirst().hasPrefix)
            else { return }
            listing.add(path: String(resolution[..<at]), version: String(version))
        }
    }
}

extension Substring {
    fileprivate func droppingPrefix(_ prefix: String) -> Substring? {
        hasPrefix(prefix) ? dropFirst(prefix.count) : nil
    }
}
