import Glibc

/// A directory that only its maker may look into.
public enum PrivateDirectory {
    /// Makes one with a name that nobody else has.
    ///
    /// - Parameters:
    ///   - prefix: what its name begins with.
    ///   - parent: where it is made.
    /// - Returns: its path; whoever made it removes it.
    public static func make(_ prefix: String, in parent: String) throws(FileFailure) -> String {
        var template = Array("\(parent)/\(prefix)XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw FileFailure(parent, .writing, code: errno) }
        return String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
