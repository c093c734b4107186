import Files

/// A small file that somebody else writes: kubeconfigs, tokens, certificates.
enum BoundedFile {
    /// No kubeconfig, token or certificate comes near this.
    static let sizeLimit = 4 << 20

    /// The whole file, or nil when there is none.
    static func read(_ path: String, field: String = "") throws(RemoteClusterError) -> [UInt8]? {
        do throws(FileFailure) { return try SmallFile.read(path, limit: sizeLimit) } catch {
            throw RemoteClusterError(source: path, field: field, reason: error.reason)
        }
    }

    /// The whole file; a missing one is an error that names the field that asked for it.
    static func require(_ path: String, for field: String) throws(RemoteClusterError) -> [UInt8] {
        if let bytes = try read(path, field: field) { return bytes }
        throw RemoteClusterError(source: path, field: field, reason: "there is no such file")
    }
}
