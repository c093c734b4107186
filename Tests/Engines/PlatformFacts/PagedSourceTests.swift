import Bytes
import PlatformFacts
import Testing

@Suite("Lists in pages")
struct PagedSourceTests {
    /// Seven objects, in pages of three; every MachineConfig has a file.
    private struct Pages: APIPages {
        func page(_ path: String) async throws(APISourceError) -> APIAnswer {
            guard let parts = APIPath(path) else {
                return path.contains("absent") ? .notFound(reason: "NotFound", message: "no") : .json([:])
            }
            if parts.name != nil { return .json(["metadata": ["name": .string(path)]]) }
            if parts.plural == "secrets" { return .forbidden(message: "no") }
            if parts.plural == "endless" { return .json(["items": [], "metadata": ["continue": "more"]]) }
            let first = Int(parts["continue"] ?? "0") ?? 0
            let count = min(Int(parts["limit"] ?? "") ?? 100, 3)
            let items = (first..<min(7, first + count)).map { index -> JSON in
                ["n": .int(Int64(index)), "spec": ["config": ["storage": ["files": [1], "luks": [2]]]]]
            }
            let next = first + count
            return .json([
                "items": .array(items), "metadata": ["continue": .string(next < 7 ? "\(next)" : "")],
            ])
        }
    }

    @Test("a list is whole, even when the content asks for a page of it")
    func whole() async throws {
        let source = PagedSource(Pages())
        guard case .json(let list) = try await source.get("/api/v1/things?limit=2") else {
            Issue.record("no list")
            return
        }
        #expect(list["items"]?.array?.map { $0["n"] } == (0..<7).map { .int(Int64($0)) })
        #expect(list["metadata"]?["continue"] == nil)
        #expect(list["items"]?.array?.first?[["spec", "config", "storage", "files"]] != nil)
    }

    @Test("MachineConfigs come without the files that they write")
    func machineConfigs() async throws {
        let source = PagedSource(Pages())
        guard case .json(let list) = try await source.get("/apis/m.io/v1/machineconfigs") else {
            Issue.record("no list")
            return
        }
        #expect(list["items"]?.array?.count == 7)
        #expect(
            list["items"]?.array?.allSatisfy { $0[["spec", "config", "storage"]] == ["luks": [2]] } == true)
    }

    @Test("refusals come through, and a list that never ends is an error")
    func refusals() async throws {
        let source = PagedSource(Pages())
        guard case .forbidden = try await source.get("/api/v1/secrets") else {
            Issue.record("not forbidden")
            return
        }
        await #expect(throws: APISourceError.self) { try await source.get("/api/v1/endless") }
        let (absent, present) = (
            try await source.serves(group: "absent.io"), try await source.serves(group: "a.io")
        )
        #expect(!absent && present)
    }
}
