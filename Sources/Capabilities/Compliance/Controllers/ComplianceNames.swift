/// How the Compliance Operator makes object names from XCCDF ids.
enum ComplianceNames {
    /// The last part of an XCCDF id (`xccdf_<namespace>_<type>_<name>`) as a DNS label: lower case, `-` for `_`.
    static func dnsName(_ xccdfID: String) -> String {
        let parts = xccdfID.split(separator: "_", maxSplits: 3, omittingEmptySubsequences: false)
        let name = parts.count == 4 && parts[0] == "xccdf" ? parts[3] : Substring(xccdfID)
        let mapped = name.lowercased().unicodeScalars.map { scalar -> Character in
            switch scalar {
            case "a"..."z", "0"..."9", ".", "-": Character(scalar)
            default: "-"
            }
        }
        return String(mapped).trimming { $0 == "-" || $0 == "." }
    }

    /// A result's name: `<scan>-<rule>`.
    static func checkResult(scan: String, rule: String) -> String { "\(scan)-\(dnsName(rule))" }

    /// A node scan's name: `<profile>-<role>`; `@` cannot stand in a name, so `@all` becomes `a-all`.
    static func nodeScan(profile: String, role: String) -> String {
        "\(profile)-\(role == "@all" ? "a-all" : role)"
    }

    /// A bundle's name from its file: `ssg-debian12-ds.xml` makes `debian12`.
    static func bundle(file: String) -> String {
        var name = file.split(separator: "/").last.map(String.init) ?? file
        if name.hasPrefix("ssg-") { name.removeFirst(4) }
        for ending in ["-ds.xml", "-ds-1.2.xml", ".xml"] where name.hasSuffix(ending) {
            name.removeLast(ending.count)
            break
        }
        return dnsName(name)
    }
}

extension String {
    /// The text without the characters at both ends for which the predicate holds.
    fileprivate func trimming(_ isUnwanted: (Character) -> Bool) -> String {
        var rest = self[...]
        while let first = rest.first, isUnwanted(first) { rest.removeFirst() }
        while let last = rest.last, isUnwanted(last) { rest.removeLast() }
        return String(rest)
    }
}
