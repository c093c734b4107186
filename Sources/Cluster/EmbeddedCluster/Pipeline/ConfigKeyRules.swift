import Bytes
import Kubernetes

/// The keys of ConfigMaps and Secrets become file names when they are mounted.
enum ConfigKeyRules {
    private static let longest = 253

    /// What is wrong with the keys of some members, in kube-apiserver's words.
    static func causes(_ object: Object, _ members: [String]) -> [StatusError.Cause] {
        members.flatMap { member in
            (object[member]?.object ?? [:]).flatMap { key, _ in
                problems(key).map { .invalid("\(member)[\(key)]", .string(key), $0) }
            }
        }
    }

    private static func problems(_ key: String) -> [String] {
        var problems: [String] = []
        if key.utf8.count > longest { problems.append("must be no more than \(longest) characters") }
        if key.isEmpty || !key.utf8.allSatisfy(isAllowed) {
            problems.append(
                "a valid config key must consist of alphanumeric characters, '-', '_' or '.' "
                    + "(e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is "
                    + "'[-._a-zA-Z0-9]+')")
        }
        if key == "." {
            problems.append("must not be '.'")
        } else if key == ".." {
            problems.append("must not be '..'")
        } else if key.hasPrefix("..") {
            problems.append("must not start with '..'")
        }
        return problems
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
            true
        default: false
        }
    }
}
