import Bytes
import Testing

@testable import FileIntegrity

@Suite("The tree over a baseline's entries")
struct MerkleTreeTests {
    /// The inputs and roots that implementations of Certificate Transparency share.
    static let inputs = [
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    ]
    static let roots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    @Test("the roots are those of RFC 6962", arguments: 0...8)
    func knownRoots(_ count: Int) throws {
        var tree = MerkleTree()
        var leaves = MerkleLeaves()
        for input in Self.inputs.prefix(count) {
            let hash = tree.hashing.leaf(try #require(Hex.decode(input)))
            tree.append(hash)
            leaves.append(hash)
        }
        #expect(Hex.encode(tree.root) == Self.roots[count])
        #expect(leaves.root == tree.root)
    }

    static func entry(_ number: Int) -> Entry {
        var entry = Entry(path: Array("/f\(number)".utf8), attributes: AttributeSet(.size))
        entry.size = Int64(number)
        return entry
    }

    @Test("each entry is proved by itself, and by nothing else", arguments: [1, 2, 3, 7, 8, 33])
    func proofs(_ count: Int) throws {
        var leaves = MerkleLeaves()
        let hashing = MerkleTree.Hashing()
        for number in 0..<count {
            leaves.append(hashing.leaf(CanonicalEntry.bytes(of: Self.entry(number))))
        }
        let root = leaves.root
        for number in 0..<count {
            let proof = try #require(leaves.proof(for: number))
            #expect(proof.proves(Self.entry(number), in: root))
            #expect(!proof.proves(Self.entry(count), in: root))
            var moved = proof
            moved.index = (number + 1) % (count + 1)
            #expect(!moved.proves(Self.entry(number), in: root))
            if count > 1 {
                var cut = proof
                cut.path.removeLast()
                #expect(!cut.proves(Self.entry(number), in: root))
            }
            var long = proof
            long.path.append(root)
            #expect(!long.proves(Self.entry(number), in: root))
        }
        #expect(leaves.proof(for: count) == nil)
        #expect(leaves.proof(for: -1) == nil)
    }

    @Test(
        "an entry has the same bytes before it is written to a database and after it was read",
        arguments: Dialect.allCases)
    func databaseRoundTrip(_ dialect: Dialect) throws {
        let sample = DatabaseTests.sample()
        let reader = DatabaseReader(
            ByteSource(bytes: DatabaseTests.bytes([sample], dialect)), name: "db")
        let line = try #require(try reader.next())
        let again = try reader.decoder.entry(line)
        let rewritten = DatabaseReader(
            ByteSource(bytes: DatabaseTests.bytes([again], dialect)), name: "db")
        let second = try #require(try rewritten.next())
        #expect(
            CanonicalEntry.bytes(of: again) == CanonicalEntry.bytes(of: try rewritten.decoder.entry(second)))
    }

    @Test("every field of an entry counts, and what stands next to each other is not mixed up")
    func everyField() {
        let sample = DatabaseTests.sample()
        var others: [Entry] = []
        func other(_ change: (inout Entry) -> Void) {
            var entry = sample
            change(&entry)
            others.append(entry)
        }
        for field: WritableKeyPath<Entry, Int64> in [
            \.mode, \.user, \.group, \.size, \.accessTime, \.changeTime, \.modificationTime, \.inode,
            \.blockCount, \.linkCount,
        ] { other { $0[keyPath: field] ^= 1 } }
        other { $0.path.append(0) }
        other { $0.attributes.formSymmetricDifference(Attribute.size.bit) }
        other { $0.linkTarget = $0.linkTarget == nil ? [] : nil }
        other { $0.digests.append(.init(attribute: .crc32, bytes: [1])) }
        other { $0.accessList = $0.accessList == nil ? .init() : nil }
        other { $0.extended.append(.init(name: [1], value: [])) }
        other { $0.extended.append(.init(name: [], value: [1])) }
        other { $0.context = $0.context == nil ? [] : nil }
        other { $0.flags ^= 1 }
        other { $0.capabilities = $0.capabilities == nil ? [] : nil }
        let encodings = Set(([sample] + others).map(CanonicalEntry.bytes))
        #expect(encodings.count == others.count + 1)
    }
}
