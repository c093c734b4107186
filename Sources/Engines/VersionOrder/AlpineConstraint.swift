/// apk's fuzzy match, which its dependencies write as `package~3.6`.
public enum AlpineConstraint {
    /// Whether a version begins with all that a pattern says: `3.6.9-r1` and `3.6_pre1` match `3.6`, `3.60` does not.
    ///
    /// This is no order, so no key holds it. A pattern that is no version matches nothing.
    public static func matches(_ version: String, fuzzily pattern: String) -> Bool {
        guard let wanted = VersionScheme.apk.key(pattern) else { return false }
        return VersionScheme.apk.withEncoding(version.utf8.span) { _, bytes in
            // What a pattern says is its key without the mark of its end.
            bytes.starts(with: wanted.bytes.dropLast())
        }
    }
}
