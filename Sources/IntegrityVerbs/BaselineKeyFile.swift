public import FileIntegrity
public import Signing

extension Ed25519Key: BaselineSigner {}

/// The file of a node's own key for its baselines.
public struct BaselineKeyFile: Sendable {
    private let file: Ed25519KeyFile

    /// Names a file, which need not be there yet.
    public init(_ path: String) { file = Ed25519KeyFile(path) }

    /// The key in the file; where there is none, a new one is made and written.
    ///
    /// - Throws: ``BaselineError`` when the file is somebody else's, may be read by others, or holds no such key.
    public func key() throws(BaselineError) -> Ed25519Key {
        do throws(KeyFileError) { return try file.key() } catch {
            throw BaselineError(error.path, error.message, reason: Self.reason(error.reason))
        }
    }

    private static func reason(_ reason: KeyFileError.Reason) -> BaselineError.Reason {
        switch reason {
        case .system: .system
        case .damaged: .damaged
        case .refused: .refused
        }
    }
}
