import Bytes
import Crypto

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

    /// The ConfigMap of one target's results.
    static func resultMap(scan: String, target: String) -> String {
        limited("\(scan)-\(target)-pod", prefix: "openscap-pod-")
    }

    /// The name, or where it is too long for a label's value, a prefix and the name's SHA-1.
    static func limited(_ name: String, prefix: String) -> String {
        name.utf8.count < 64
            ? name : prefix + Hex.encode(Insecure.SHA1.hash(data: Array(name.utf8)))
    }

    /// A name-based UUID (RFC 9562, 5.5) in the DNS namespace.
    static func guid(_ name: String) -> String {
        let namespace: [UInt8] = [
            0x6b, 0xa7, 0xb8, 0x10, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8,
        ]
        var bytes = Array(Insecure.SHA1.hash(data: namespace + Array(name.utf8))).prefix(16)
        bytes[6] = bytes[6] & 0x0F | 0x50
        bytes[8] = bytes[8] & 0x3F | 0x80
        let digits = Hex.encode(bytes)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if [8, 12, 16, 20].contains(index) { text.append("-") }
            text.append(digit)
        }
        return text
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
    func trimming(_ isUnwanted: (Character) -> Bool) -> String {
        var rest = self[...]
        while let first = rest.first, isUnwanted(first) { rest.removeFirst() }
        while let last = rest.last, isUnwanted(last) { rest.removeLast() }
        return String(rest)
    }
}
