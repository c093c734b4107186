import Bytes
import Fuzzing
import Testing

@testable import Kubernetes

@Suite("Sets of fields")
struct FieldSetTests {
    private static func set(_ text: String) throws -> FieldSet { try FieldSet(checking: JSON(parsing: text)) }

    @Test(
        "fieldsV1 is written as it was read",
        arguments: [
            "{}", #"{"f:data":{"f:a":{}}}"#, #"{"f:data":{".":{},"f:a":{}}}"#,
            #"{"f:spec":{"f:list":{"k:{\"name\":\"x\"}":{".":{},"f:name":{}},"v:1":{}}}}"#,
            #"{"f:metadata":{"f:finalizers":{"v:\"a/b\"":{}}},"f:x":{"i:3":{}}}"#,
        ])
    func roundTrip(text: String) throws { #expect(try Self.set(text).fieldsV1.text == text) }

    @Test("steps are spelt canonically: sorted keys, no blanks, whole numbers without a point")
    func canonical() throws {
        let sent = #"{"f:a":{"k:{\"b\": 1.0, \"a\":\"<\"}":{}}}"#
        #expect(
            try Self.set(sent).fieldsV1.text == #"{"f:a":{"k:{\"a\":\"\\u003c\",\"b\":1}":{}}}"#)
    }

    @Test("steps of kinds that are not known are left out, wrong ones refused")
    func unknown() throws {
        #expect(try Self.set(#"{"f:a":{},"z:b":{}}"#).fieldsV1.text == #"{"f:a":{}}"#)
        for bad in [#"{"a":{}}"#, #"{"fa":{}}"#, #"{"v:{":{}}"#, #"{"k:1":{}}"#, #"{"i:x":{}}"#, "[]"] {
            #expect(throws: FieldSetError.self, "\(bad)") { try Self.set(bad) }
        }
    }

    @Test("paths are shown as messages show them, members of a place before what lies below")
    func paths() throws {
        let set = try Self.set(
            #"{"f:b":{".":{},"f:c":{}},"f:a":{"f:z":{}},"f:l":{"k:{\"p\":443}":{},"k:{\"p\":80}":{},"v:true":{}}}"#
        )
        #expect(
            set.paths.map { $0.map(\.description).joined() }
                == [".b", ".a.z", ".b.c", ".l[p=80]", ".l[p=443]", ".l[=true]"])
    }

    @Test("who loses a field keeps what lies below it")
    func difference() throws {
        let all = try Self.set(#"{"f:a":{".":{},"f:b":{}},"f:c":{}}"#)
        #expect(
            all.subtracting(try Self.set(#"{"f:a":{}}"#)).fieldsV1.text == #"{"f:a":{"f:b":{}},"f:c":{}}"#)
        #expect(all.subtractingBranches(try Self.set(#"{"f:a":{}}"#)).fieldsV1.text == #"{"f:c":{}}"#)
        #expect(
            all.subtracting(try Self.set(#"{"f:a":{"f:b":{}}}"#)).fieldsV1.text == #"{"f:a":{},"f:c":{}}"#)
    }

    private static func random(_ random: inout SplitMix64) throws -> FieldSet {
        var paths: [[PathElement]] = []
        for _ in 0..<random.below(8) {
            paths.append(
                (0..<1 + random.below(4)).map { _ in
                    random.one(of: [.field("a"), .field("b"), .value(1), .key(["n": "x"])]) ?? .field("c")
                })
        }
        return FieldSet(paths: paths)
    }

    @Test("the laws of sets hold", arguments: 1...200)
    func laws(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let (a, b, c) = (
            try Self.random(&random), try Self.random(&random), try Self.random(&random)
        )
        #expect(a.union(b) == b.union(a))
        #expect(a.union(b.union(c)) == a.union(b).union(c))
        #expect(a.intersection(b) == b.intersection(a))
        #expect(a.union(a) == a)
        #expect(a.intersection(a) == a)
        #expect(a.subtracting(a).isEmpty)
        #expect(a.subtracting(b).union(a.intersection(b)) == a)
        #expect(a.subtracting(b).intersection(b).isEmpty)
        #expect(a.subtracting(b.union(c)) == a.subtracting(b).subtracting(c))
        #expect(Set(a.union(b).paths) == Set(a.paths).union(b.paths))
        #expect(Set(a.subtracting(b).paths) == Set(a.paths).subtracting(b.paths))
        #expect(FieldSet(paths: a.paths) == a)
        #expect(FieldSet(stored: a.fieldsV1) == a)
        #expect(try FieldSet(checking: a.fieldsV1) == a)
    }

    @Test("mutated fieldsV1 is read or refused, and what is read is stable")
    func fuzz() throws {
        let corpus = [
            #"{"f:data":{".":{},"f:a":{}},"f:spec":{"f:l":{"k:{\"a\":1,\"b\":\"c\"}":{".":{}},"v:[1]":{}}}}"#,
            #"{"i:1":{"f:":{}},"v:null":{},"k:{}":{}}"#,
        ]
        for mutant in Mutants(
            of: corpus, tokens: ["f:", "k:{", "v:", "i:-1", ".", "{}", "null"], count: 3000)
        {
            guard let json = try? JSON(parsing: mutant.bytes), let set = try? FieldSet(checking: json) else {
                continue
            }
            #expect(try FieldSet(checking: set.fieldsV1) == set, "\(mutant)")
            #expect(FieldSet(stored: set.fieldsV1) == set, "\(mutant)")
            #expect(set.paths.allSatisfy { !$0.isEmpty }, "\(mutant)")
        }
    }
}
