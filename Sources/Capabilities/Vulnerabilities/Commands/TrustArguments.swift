import ArgumentParser
import Feeds
import Signing

/// Whose bundles a command takes.
struct TrustArguments: ParsableArguments {
    @Option(
        name: .customLong("trust"),
        help: """
            A public key (PEM) whose bundles are taken, this time, beside those of the folder "trusted" in the \
            directory of the feeds. May be given several times.
            """)
    var paths: [String] = []

    /// The keys of the command line and of the folder.
    func keys(of directory: FeedDirectory) throws -> [TrustedKey] {
        var keys = try directory.trustedKeys()
        for path in paths { keys.append(TrustedKey(name: path, key: try Ed25519PublicKey(contentsOf: path))) }
        guard !keys.isEmpty else {
            throw ValidationError(
                "No key is trusted yet: give --trust PUBLICKEY.pem, or put it into \(directory.trustedPath).")
        }
        return keys
    }
}
