import Bytes
import Fuzzing
import Glibc
import Processes
import ScratchRoots
import Testing

@testable import Signing

@Suite("A public key in a file")
struct Ed25519PublicKeyTests {
    /// RFC 8410, section 10.1.
    private let example = """
        -----BEGIN PUBLIC KEY-----
        MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=
        -----END PUBLIC KEY-----

        """

    @Test("the example of RFC 8410 is read and written as it stands there")
    func example8410() throws {
        let key = try #require(Ed25519PublicKey(pem: example))
        #expect(Hex.encode(key.raw) == "19bf44096984cdfe8541bac167dc3b96c85086aa30b6b6cb0c5c38ad703166e1")
        #expect(key.pem == example)
    }

    @Test("openssl writes the same file of the private key")
    func openssl() throws {
        let scratch = try ScratchRoot()
        let key = try Ed25519KeyFile(scratch.path + "/k").key()
        let outcome = ChildProcess(
            command: "openssl", arguments: ["pkey", "-in", scratch.path + "/k", "-pubout"],
            environment: ["PATH": "/usr/bin:/bin"], outputLimit: 1 << 16, patience: .seconds(20)
        ).run()
        guard case .exited(let code, let output, _) = outcome else { return }
        #expect(code == 0)
        #expect(String(decoding: output, as: UTF8.self) == Ed25519PublicKey(raw: key.publicKey)?.pem)
    }

    @Test("a key says of its own signatures alone that it made them")
    func signed() throws {
        let key = Ed25519Key()
        let signature = try key.signature(of: [1, 2, 3])
        let known = try #require(Ed25519PublicKey(raw: key.publicKey))
        #expect(known.signed([1, 2, 3], signature))
        #expect(!known.signed([1, 2], signature))
        #expect(try #require(Ed25519PublicKey(pem: example)).signed([1, 2, 3], signature) == false)
    }

    @Test("a file that others may change is refused where that matters, and what is no key everywhere")
    func refusals() throws {
        let scratch = try ScratchRoot()
        func refusal(_ name: String) -> String? {
            do throws(KeyFileError) {
                _ = try Ed25519PublicKey(contentsOf: "\(scratch.path)/\(name)", isGuarded: true)
                return nil
            } catch { return error.message }
        }
        scratch.file("good", bytes: Array(example.utf8), mode: 0o644)
        scratch.file("open", bytes: Array(example.utf8), mode: 0o666)
        scratch.file("none", bytes: Array("no key".utf8), mode: 0o644)
        _ = try Ed25519KeyFile(scratch.path + "/private").key()
        scratch.fifo("fifo")
        #expect(refusal("good") == nil)
        #expect(refusal("open") == "may be changed by others than its owner (chmod go-w)")
        #expect(refusal("none")?.hasPrefix("holds no Ed25519 public key") == true)
        #expect(refusal("private")?.hasPrefix("holds no Ed25519 public key") == true)
        #expect(refusal("fifo") == "is no regular file")
        #expect(refusal("missing")?.hasPrefix("cannot be opened") == true)
    }

    @Test("a damaged file is another key or none, and never the end of the process")
    func mutants() {
        for mutant in Mutants(of: [example], tokens: ["-----BEGIN PUBLIC KEY-----", "\n", "="], count: 3000) {
            guard let key = Ed25519PublicKey(pem: mutant.text) else { continue }
            #expect(Ed25519PublicKey(pem: key.pem) == key, "\(mutant)")
        }
    }
}
