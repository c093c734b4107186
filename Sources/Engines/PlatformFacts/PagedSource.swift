public import Bytes

/// Whoever answers one GET of a live cluster.
public protocol APIPages: Sendable {
    /// The answer to a GET of a path as it is.
    func page(_ path: String) async throws(APISourceError) -> APIAnswer
}

/// A live cluster: lists are fetched in pages and put together.
///
/// Content that asks for `?limit=500` means a page, not that what comes after does not matter: the rest is
/// fetched too. MachineConfigs hold whole files and come five at a time; the files are taken out of each page, so
/// that memory holds one page of them at most.
public struct PagedSource: APISource {
    private let pages: any APIPages
    private let groups = GroupAnswers()

    /// How many objects a page holds.
    public static let pageSize = 500
    /// How many MachineConfigs a page holds.
    public static let machineConfigPageSize = 5
    /// How many pages a list may have: a server that always promises more is not asked for ever.
    static let pageLimit = 20_000

    /// Asks through `pages`.
    public init(_ pages: any APIPages) { self.pages = pages }

    /// Whether discovery knows the group; asked once.
    public func serves(group: String) async throws(APISourceError) -> Bool {
        if let known = await groups.known(group) { return known }
        let answer = try await pages.page("/apis/\(group)")
        let isServed = if case .notFound = answer { false } else { true }
        await groups.remember(group, isServed)
        return isServed
    }

    /// An object as it is, a list with all of its pages.
    public func get(_ path: String) async throws(APISourceError) -> APIAnswer {
        guard let parts = APIPath(path), parts.name == nil else { return try await pages.page(path) }
        let isMachineConfig = parts.plural == "machineconfigs"
        let limit = isMachineConfig ? Self.machineConfigPageSize : Int(parts["limit"] ?? "") ?? Self.pageSize
        let base = Self.path(path, without: ["limit", "continue"])
        var items: [JSON] = []
        var token = ""
        for _ in 0..<Self.pageLimit {
            let answer = try await pages.page(
                base + (base.contains("?") ? "&" : "?") + "limit=\(limit)"
                    + (token.isEmpty ? "" : "&continue=\(Self.escaped(token))"))
            guard var list = try Self.json(answer, path) else { return answer }
            guard let page = list["items"]?.array else { return answer }
            items += isMachineConfig ? page.map(\.withoutIgnitionFiles) : page
            token = list["metadata"]?["continue"]?.string ?? ""
            guard token.isEmpty else { continue }
            list["items"] = .array(items)
            list["metadata"]?["continue"] = nil
            list["metadata"]?["remainingItemCount"] = nil
            return .json(list)
        }
        throw APISourceError(path: path, reason: "the list does not end after \(Self.pageLimit) pages")
    }

    private static func json(_ answer: APIAnswer, _ path: String) throws(APISourceError) -> JSON? {
        switch answer {
        case .json(let value): return value
        case .bytes(let bytes):
            do throws(JSONError) { return try JSON(parsing: bytes) } catch {
                throw APISourceError(path: path, reason: "the answer is no JSON: \(error)")
            }
        case .notFound, .forbidden: return nil
        }
    }

    private static func path(_ path: String, without names: Set<String>) -> String {
        let parts = path.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return path }
        let kept = parts[1].split(separator: "&").filter { pair in
            !names.contains(String(pair.prefix { $0 != "=" }))
        }
        return kept.isEmpty ? String(parts[0]) : "\(parts[0])?\(kept.joined(separator: "&"))"
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
                UInt8(ascii: "."):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default: result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return result
    }
}

extension JSON {
    /// A MachineConfig without the files that it writes, which no rule reads and which are most of it.
    public var withoutIgnitionFiles: JSON {
        guard self[["spec", "config", "storage", "files"]] != nil else { return self }
        var result = self
        result["spec"]?["config"]?["storage"]?["files"] = nil
        return result
    }
}

/// The groups that were asked for: many rules ask for the same one.
private actor GroupAnswers {
    private var answers: [String: Bool] = [:]

    func known(_ group: String) -> Bool? { answers[group] }

    func remember(_ group: String, _ isServed: Bool) { answers[group] = isServed }
}
