import ArgumentParser
import Capability
import Signing

/// The command `martlet feed key`.
struct FeedKeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Make a key that signs bundles, and print its public key.",
        discussion: """
            The file (Ed25519, PKCS #8 in PEM) is made when it is not there, readable for its owner alone. What is \
            printed (PEM) goes to the machines that are to take the bundles.

            EXAMPLES
              martlet feed key feeds.key > feeds.pem
            """)

    @Argument(help: "The file of the key.")
    var file: String

    func run() throws {
        let key = try Ed25519KeyFile(file).key()
        if let known = Ed25519PublicKey(raw: key.publicKey) { StandardOutput.put(known.pem) }
    }
}
