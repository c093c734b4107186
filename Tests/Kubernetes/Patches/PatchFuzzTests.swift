import Bytes
import Fuzzing
import Kubernetes
import Testing

@Suite("Random patches of random objects")
struct PatchFuzzTests {
    private static let random = RandomJSON(
        names: [
            "a", "b", "", "spec", "containers", "name", "env", "é", "e\u{301}", "a/b", "~", "metadata",
            "finalizers",
        ])

    private static func value(_ numbers: inout SplitMix64) throws -> JSON {
        try JSON(parsing: random.text(&numbers))
    }

    private static func hasNull(_ value: JSON) -> Bool {
        value.isNull || value.array?.contains(where: hasNull) ?? false
            || value.object?.contains { hasNull($0.value) } ?? false
    }

    @Test(
        "a merge patch applied twice changes nothing more, and a difference leads there",
        .timeLimit(.minutes(15)))
    func mergePatch() throws {
        for seed in 0..<3000 as Range<UInt64> {
            var numbers = SplitMix64(seed: seed)
            let (old, new) = (try Self.value(&numbers), try Self.value(&numbers))
            let once = MergePatch.apply(new, to: old)
            #expect(MergePatch.apply(new, to: once) == once, "seed \(seed): \(new.text) to \(old.text)")
            guard !Self.hasNull(new) else { continue }
            let change = MergePatch.difference(from: old, to: new)
            let reached = change.map { MergePatch.apply($0, to: old) } ?? old
            #expect(reached == new, "seed \(seed): \(old.text) to \(new.text)")
        }
    }

    @Test("a JSON patch applies or is refused, and its tests hold afterwards", .timeLimit(.minutes(15)))
    func jsonPatch() throws {
        let paths = [
            "", "/", "/a", "/a/b", "/a/0", "/a/-", "/0", "/00", "/-1", "/b/b", "/spec/containers/0", "/a~1b",
            "/~0",
            "/~2", "a", "/é", "/e\u{301}", "/18446744073709551616",
        ]
        var applied = 0
        for seed in 0..<4000 as Range<UInt64> {
            var numbers = SplitMix64(seed: seed)
            let object = try Self.value(&numbers)
            var operations: [JSON] = []
            for _ in 0..<1 + numbers.below(4) {
                let name =
                    numbers.one(of: ["add", "remove", "replace", "move", "copy", "test", "none"]) ?? ""
                operations.append([
                    "op": .string(name), "path": .string(numbers.one(of: paths) ?? ""),
                    "from": .string(numbers.one(of: paths) ?? ""), "value": try Self.value(&numbers),
                ])
            }
            do {
                let result = try JSONPatch(.array(operations)).apply(to: object)
                applied += 1
                #expect(try JSON(parsing: result.bytes).bytes == result.bytes, "seed \(seed)")
                if let last = operations.last, last["op"] == "replace", let path = last["path"] {
                    let test: JSON = [["op": "test", "path": path, "value": last["value"] ?? .null]]
                    #expect(throws: Never.self, "seed \(seed)") { try JSONPatch(test).apply(to: result) }
                }
            } catch is StatusError {
                continue
            } catch {
                #expect(error is JSONPatchError, "seed \(seed): \(error)")
            }
        }
        #expect(applied > 50)
    }

    @Test("a JSON patch document of any shape is read or refused", .timeLimit(.minutes(15)))
    func jsonPatchDocuments() {
        let corpus = [
            #"[{"op":"add","path":"/a","value":{"b":1}},{"op":"move","from":"/a/b","path":"/c"}]"#,
            #"[{"op":"test","path":"","value":null},{"op":"copy","from":"","path":"/x"},{"op":"remove","path":"/x"}]"#,
        ]
        for mutant in Mutants(
            of: corpus, tokens: ["\"op\"", "\"/-\"", "[", "{}", "null", "~", "/"], count: 3000)
        {
            guard let document = try? JSON(parsing: mutant.bytes), let patch = try? JSONPatch(document) else {
                continue
            }
            _ = try? patch.apply(to: ["a": [1, 2]])
        }
    }

    @Test("a strategic merge patch applied twice changes nothing more", .timeLimit(.minutes(15)))
    func strategic() throws {
        let words = RandomJSON(
            names: [
                "metadata", "finalizers", "ownerReferences", "labels", "uid", "spec", "containers", "name",
                "image", "env",
                "ports", "containerPort", "protocol", "volumes", "tolerations", "imagePullSecrets", "é",
                "e\u{301}",
            ],
            scalars: [
                "\"a\"", "\"b\"", "[\"a\",\"b\"]",
                "[{\"name\":\"a\"},{\"name\":\"b\",\"env\":[{\"name\":\"a\"}]}]",
            ])
        var applied = 0
        for seed in 0..<3000 as Range<UInt64> {
            var numbers = SplitMix64(seed: seed)
            let object = try JSON(parsing: words.object(&numbers, depth: 5))
            let patch = try JSON(parsing: words.object(&numbers, depth: 5))
            let kind = numbers.one(of: [StrategicMergePatchTests.pod, StrategicMergePatchTests.deployment])
            // A null inside of a list that is replaced whole stays, as in kube-apiserver, until it meets a map.
            guard !Self.hasNull(patch) else { continue }
            guard let kind, let once = try? StrategicMergePatch.apply(patch, to: object, kind: kind) else {
                continue
            }
            applied += 1
            let twice = try? StrategicMergePatch.apply(patch, to: once, kind: kind)
            // What is taken whole where nothing was may lack the key that a second merge asks for.
            #expect(twice == nil || twice == once, "seed \(seed): \(patch.text) to \(object.text)")
        }
        #expect(applied > 500)
    }

    @Test("any directive anywhere is followed or refused", .timeLimit(.minutes(15)))
    func directives() throws {
        let words = RandomJSON(
            names: [
                "$patch", "$retainKeys", "$setElementOrder/containers", "$deleteFromPrimitiveList/finalizers",
                "$setElementOrder/finalizers", "$setElementOrder/", "spec", "metadata", "containers",
                "finalizers", "name",
            ],
            scalars: [
                "\"replace\"", "\"delete\"", "\"merge\"", "[\"name\"]", "[\"a\",\"a\"]", "[{\"name\":\"a\"}]",
                "[{\"name\":\"a\",\"$patch\":\"delete\"}]",
            ])
        for seed in 0..<3000 as Range<UInt64> {
            var numbers = SplitMix64(seed: seed)
            let patch = try JSON(parsing: words.object(&numbers))
            let object = try JSON(parsing: words.object(&numbers))
            let kind = StrategicMergePatchTests.pod
            guard let result = try? StrategicMergePatch.apply(patch, to: object, kind: kind) else { continue }
            #expect(result.object != nil, "seed \(seed)")
        }
    }
}
