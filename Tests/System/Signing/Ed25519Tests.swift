import Bytes
import Glibc
import Processes
import ScratchRoots
import Testing

@testable import Signing

@Suite("The key that signs")
struct Ed25519Tests {
    @Test("a known key signs as RFC 8032 says, section 7.1, test 2")
    func knownSignature() throws {
        let seed = try #require(
            Hex.decode("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"))
        let key = try #require(Ed25519Key(seed: seed))
        #expect(
            Hex.encode(key.publicKey) == "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
        let expected = try #require(
            Hex.decode(
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                    + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"))
        #expect(Ed25519.check(expected, [0x72], key.publicKey))
        #expect(Ed25519.check(try key.signature(of: [0x72]), [0x72], key.publicKey))
        #expect(!Ed25519.check(expected, [0x73], key.publicKey))
        #expect(!Ed25519.check([], [0x72], key.publicKey))
        #expect(!Ed25519.check(expected, [0x72], []))
    }

    @Test("a key file is made once, for its owner's eyes, and stays the same")
    func keyFile() throws {
        let scratch = try ScratchRoot()
        let file = Ed25519KeyFile(scratch.path + "/k")
        let key = try file.key()
        #expect(try file.key().publicKey == key.publicKey)
        var status = stat()
        #expect(lstat(scratch.path + "/k", &status) == 0)
        #expect(status.st_mode & 0o7777 == 0o400)
    }

    @Test("openssl reads the key file and makes the same public key of it")
    func openssl() throws {
        let scratch = try ScratchRoot()
        let key = try Ed25519KeyFile(scratch.path + "/k").key()
        let outcome = ChildProcess(
            command: "openssl",
            arguments: ["pkey", "-in", scratch.path + "/k", "-pubout", "-outform", "DER"],
            environment: ["PATH": "/usr/bin:/bin"], outputLimit: 1 << 16, patience: .seconds(20)
        ).run()
        guard case .exited(let code, let output, _) = outcome else { return }
        #expect(code == 0)
        #expect(Array(output.suffix(32)) == key.publicKey)
    }

    @Test("a key that others may read, that is a link or is none is refused with the reason")
    func refusals() throws {
        let scratch = try ScratchRoot()
        _ = try Ed25519KeyFile(scratch.path + "/k").key()
        chmod(scratch.path + "/k", 0o440)
        func refusal(_ name: String) -> String? {
            do {
                _ = try Ed25519KeyFile(scratch.path + "/" + name).key()
                return nil
            } catch { return error.message }
        }
        #expect(refusal("k") == "may be used by others than its owner; make a new key")
        scratch.link("l", to: "k")
        #expect(refusal("l")?.hasPrefix("cannot be opened") == true)
        scratch.file("n", bytes: Array("no key\n".utf8), mode: 0o400)
        #expect(refusal("n") == "holds no Ed25519 key in PKCS #8")
        scratch.fifo("p")
        #expect(refusal("p") == "is no regular file")
        #expect(refusal("no/such/place")?.hasPrefix("cannot be made") == true)
    }
}
