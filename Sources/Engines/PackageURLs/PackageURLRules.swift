/// What one type of package URL makes of its parts (purl-spec, types/TYPE-definition.json).
struct PackageURLRules {
    private let type: String

    init(type: String) { self.type = type }

    /// Whether a package of the type cannot be named without a namespace.
    var needsNamespace: Bool { type == "swift" }

    func canonicalNamespace(_ namespace: String) -> String {
        switch type {
        case "alpm", "apk", "bitbucket", "composer", "deb", "github", "golang", "hex", "npm", "qpkg", "rpm":
            lowercase(namespace)
        default: namespace
        }
    }

    func canonicalName(_ name: String) -> String {
        switch type {
        case "alpm", "apk", "bitbucket", "bitnami", "composer", "deb", "github", "golang", "hex", "npm",
            "oci",
            "pub":
            lowercase(name)
        case "pypi": Self.pythonName(name)
        default: name
        }
    }

    func canonicalVersion(_ version: String) -> String {
        switch type {
        case "huggingface", "oci": lowercase(version)
        default: version
        }
    }

    /// Most are in lower case already, and the general way costs as much as all the rest.
    private func lowercase(_ text: String) -> String {
        let isLower = text.utf8.allSatisfy { byte in
            byte < 0x80 && !(UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
        }
        return isLower ? text : text.lowercased()
    }

    /// The name as Python's index compares it: in lower case, each run of `-`, `_` and `.` one dash (PEP 503).
    static func pythonName(_ name: String) -> String {
        var out: [UInt8] = []
        var isRun = false
        for byte in name.lowercased().utf8 {
            let isSign = byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
            if !isSign { out.append(byte) } else if !isRun { out.append(UInt8(ascii: "-")) }
            isRun = isSign
        }
        return String(decoding: out, as: UTF8.self)
    }
}

extension PackageURL {
    /// A Python project's name as its index compares it (PEP 503): in lower case, each run of `-`, `_` and `.` one
    /// dash.
    public static func pythonName(_ name: String) -> String { PackageURLRules.pythonName(name) }
}
