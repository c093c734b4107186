import Bytes
public import FileIntegrity

extension Configuration {
    /// The SHA-256 of what decides which entries a database has: rules with their attributes, in order.
    ///
    /// Comments, groups' names, included files and where reports go do not count; two configurations that
    /// choose alike are alike.
    public var digest: [UInt8] {
        var text = "martlet configuration 1\n\(dialect.rawValue)\n\(readsAccessListsOfLinks)\n"
        for rule in rules.rules {
            text += "\(rule.kind.sign)\(rule.expression)\u{0}\(rule.restriction.rawValue)\u{0}"
            text += "\(rule.attributes.rawValue)\n"
        }
        return Digest.of(Array(text.utf8), .sha256)
    }
}
