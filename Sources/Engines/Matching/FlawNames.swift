/// Which flaw a finding is of, though two feeds may name it differently: those that share a name are one.
struct FlawNames {
    /// A flaw of a package, whatever its version.
    struct Key: Hashable, Comparable {
        var package: PackageIdentity
        var flaw: String

        static func < (a: Key, b: Key) -> Bool { (a.package, a.flaw) < (b.package, b.flaw) }
    }

    /// The name that stands for all of a flaw's names.
    private var first: [String: String] = [:]

    init(_ findings: [Finding]) {
        for finding in findings {
            let roots = finding.names.map { root($0) }
            guard let least = roots.min() else { continue }
            for name in roots { first[name] = least }
            for name in finding.names { first[name] = least }
        }
    }

    /// The findings by what they are about; of several versions of a package the gravest finding counts.
    func index(_ findings: [Finding]) -> [Key: Finding] {
        var index: [Key: Finding] = [:]
        for finding in findings {
            let key = Key(package: PackageIdentity(finding.package), flaw: root(finding.flaw))
            if let known = index[key], known.severity >= finding.severity { continue }
            index[key] = finding
        }
        return index
    }

    private func root(_ name: String) -> String {
        var name = name
        while let next = first[name], next != name { name = next }
        return name
    }
}
