/// The names of the language's namespaces (OVAL 5.11).
enum OVALNamespace {
    static let common = "http://oval.mitre.org/XMLSchema/oval-common-5"
    static let results = "http://oval.mitre.org/XMLSchema/oval-results-5"
    static let systemCharacteristics = "http://oval.mitre.org/XMLSchema/oval-system-characteristics-5"

    /// The prefixes of items' namespaces by schema family, in the order of the families.
    static func prefixes(of families: Set<String>) -> [(family: String, prefix: String)] {
        families.sorted().enumerated().map { index, family in
            let isName = family.utf8.allSatisfy(isLetter) && !family.isEmpty
            return (family, isName ? known[family] ?? "\(family)-sys" : "other\(index)-sys")
        }
    }

    /// As the peer abbreviates them.
    private static let known = [
        "independent": "ind-sys", "linux": "lin-sys", "macos": "mac-sys", "unix": "unix-sys",
        "windows": "win-sys",
    ]
}
