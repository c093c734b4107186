import Host
import ScratchRoots
import Testing

@testable import OVAL

@Suite struct TextFileContent54ProbeTests {
    private func collect(
        _ root: ScratchRoot, _ pattern: String, instance: String = "1", behaviors: [String: String] = [:]
    ) throws -> Collected? {
        Collector(host: try Host(root: root.path)).collect(
            try query(
                "textfilecontent54_object", ["filepath": "/f", "pattern~": pattern, "instance": instance],
                behaviors: behaviors))
    }

    @Test("^ and $ match at line ends, and a match is an item with its groups")
    func lines() throws {
        let root = try ScratchRoot()
        root.file("f", "a=1\nb=2\n")
        let found = try collect(root, #"^b=(\d)(x)?$"#)
        #expect(values("text", of: found) == ["b=2"])
        #expect(values("subexpression", of: found) == ["2"])
        #expect(values("instance", of: found) == ["1"])
        #expect(try collect(root, "^b=2$", behaviors: ["multiline": "false"])?.flag == .doesNotExist)
        #expect(
            values("text", of: try collect(root, "a.*2", behaviors: ["singleline": "true"])) == ["a=1\nb=2"])
        #expect(values("text", of: try collect(root, "A=1", behaviors: ["ignore_case": "true"])) == ["a=1"])
    }

    @Test(
        "an instance counts the matches of the whole file, from the end when it is negative",
        arguments: [
            ("1", ["a"]), ("3", ["c"]), ("4", []), ("-1", ["c"]), ("-3", ["a"]),
        ])
    func instances(instance: String, expected: [String]) throws {
        let root = try ScratchRoot()
        root.file("f", "a\nb\nc\n")
        #expect(values("text", of: try collect(root, "^[a-c]$", instance: instance)) == expected)
    }

    @Test(
        "an item tells the line of its match, past the empty lines that the pattern takes up",
        arguments: [
            (#"^\s*key="#, ">=1", [3, 4, 6]), ("^$", ">=1", [1, 2, 5]), ("key=c", "1", [6]),
            (#"^\s*key="#, "-1", [6]), ("key=a\nkey", "1", [3]),
        ])
    func lineNumbers(pattern: String, instance: String, expected: [Int]) throws {
        let root = try ScratchRoot()
        root.file("f", "\n\n  key=a\nkey=b\n\n\tkey=c\n")
        let probe = Collector(host: try Host(root: root.path))
        let isRange = instance.hasPrefix(">=")
        let found = probe.collect(
            ObjectQuery(
                id: "oval:t:obj:1", family: "independent", element: "textfilecontent54_object",
                entities: [
                    "filepath": try EntityQuery(name: "filepath", values: ["/f"]),
                    "pattern": try EntityQuery(name: "pattern", operation: .patternMatch, values: [pattern]),
                    "instance": try EntityQuery(
                        name: "instance", operation: isRange ? .greaterThanOrEqual : .equals,
                        datatype: .int, values: [isRange ? String(instance.dropFirst(2)) : instance]),
                ], behaviors: [:]))
        #expect(found?.items.map(\.line) == expected)
    }

    @Test("two items are equal wherever they were found")
    func equality() {
        let field = ItemField("text", "x")
        let (first, second) = (
            Item("textfilecontent_item", fields: [field], line: 1),
            Item("textfilecontent_item", fields: [field], line: 2)
        )
        #expect(first == second && Set([first, second]).count == 1)
    }

    @Test("bytes after a NUL and bytes that are not UTF-8 are matched")
    func bytes() throws {
        let root = try ScratchRoot()
        root.file("f", bytes: [0x61, 0, 0xFF, 0x0A] + Array("key=1\n".utf8))
        #expect(values("text", of: try collect(root, "^key=1$")) == ["key=1"])
    }

    @Test("a FIFO and a directory are passed over")
    func special() throws {
        let root = try ScratchRoot()
        root.fifo("f")
        #expect(try collect(root, ".*")?.flag == .doesNotExist)
    }

    @Test("a catastrophic pattern is an error in bounded time, not a hang")
    func catastrophe() throws {
        let root = try ScratchRoot()
        root.file("f", String(repeating: "a", count: 5000) + "!")
        let found = try collect(root, "^(a+)+$")
        #expect(found?.flag == .error)
        #expect((found?.messages.first?.utf8.count ?? 0) < 300)
    }

    @Test("one read serves all objects")
    func cache() throws {
        let root = try ScratchRoot()
        root.file("f", "one")
        let cache = ContentCache(host: try Host(root: root.path))
        #expect(cache.content(of: Array("/f".utf8)) == .bytes(Array("one".utf8)))
        root.file("f", "two")
        #expect(cache.content(of: Array("/f".utf8)) == .bytes(Array("one".utf8)))
    }

    @Test("the cache drops the oldest file when it is full, and refuses one beyond the bound")
    func bounds() throws {
        let root = try ScratchRoot()
        for name in ["a", "b"] { root.file(name, String(repeating: name, count: 60)) }
        root.file("big", String(repeating: "x", count: 200))
        let cache = ContentCache(host: try Host(root: root.path), fileLimit: 100, totalLimit: 100)
        _ = cache.content(of: Array("/a".utf8))
        _ = cache.content(of: Array("/b".utf8))
        root.file("a", "new")
        #expect(cache.content(of: Array("/a".utf8)) == .bytes(Array("new".utf8)))
        #expect(
            cache.content(of: Array("/big".utf8))
                == .failed(HostError(path: "/big", reason: .tooLarge(limit: 100))))
    }
}
