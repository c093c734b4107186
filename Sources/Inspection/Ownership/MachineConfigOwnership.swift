public import Bytes
public import Digests
import Gzip
public import Host

/// What a MachineConfig says of files: `spec.config.storage.files` and `spec.config.systemd.units` of Ignition 3.
///
/// The configuration is not on the node, so the node's owner cannot rewrite it: its contents and modes are believed
/// without a sign that they were written since.
public final class MachineConfigOwnership: OwnershipSource {
    private struct File {
        var content: [UInt8]
        var permissions: UInt32
        var user: Int64?
        var group: Int64?
    }

    private let name: String
    private var files: [[UInt8]: File] = [:]
    private var former: Set<[UInt8]> = []
    /// What of the configuration could not be read, a sentence each.
    public private(set) var problems: [String] = []
    private let users: [String: Int64]
    private let groups: [String: Int64]

    /// Takes the rendered configuration that is in force, and the one at the baseline to tell what was removed.
    public init(host: Host, current: JSON, previous: JSON? = nil) {
        name = current["metadata"]?["name"]?.string ?? "?"
        users = Dictionary(host.users().map { ($0.name, $0.userID) }, uniquingKeysWith: { one, _ in one })
        groups = Dictionary(host.groups().map { ($0.name, $0.groupID) }, uniquingKeysWith: { one, _ in one })
        files = read(current)
        if let previous { former = Set(read(previous).keys) }
    }

    private var digests: Set<DigestAlgorithm> = [.sha256]

    /// Says which digests will be asked for, before any claim is.
    public func prepare(digests: Set<DigestAlgorithm>) { self.digests.formUnion(digests) }

    /// What the configuration says of a path.
    public func claims(on path: [UInt8], linkTarget: [UInt8]?) -> [FileClaim] {
        guard let file = files[path] else { return [] }
        var claim = FileClaim(
            source: "MachineConfig \(name)", evidence: "its contents", renewal: .updated)
        claim.kind = .regular
        claim.permissions = file.permissions
        claim.user = file.user
        claim.group = file.group
        claim.size = Int64(file.content.count)
        claim.capabilities = ""
        let bank = DigestBank(Array(digests))
        bank.start()
        file.content.withUnsafeBytes { bank.update($0) }
        claim.digests = Dictionary(uniqueKeysWithValues: zip(bank.algorithms, bank.finish()))
        return [claim]
    }

    /// What the configuration says of a path that is gone.
    public func removals(of path: [UInt8]) -> [RemovalClaim] {
        guard former.contains(path) else { return [] }
        let source = "MachineConfig \(name)"
        return [
            RemovalClaim(
                source: source, evidence: "it no longer has the file",
                doubts: files[path] == nil ? [] : ["\(source) has the file"])
        ]
    }

    // MARK: Reading

    private func read(_ config: JSON) -> [[UInt8]: File] {
        var files: [[UInt8]: File] = [:]
        let ignition = config["spec"]?["config"]
        for (index, file) in (ignition?["storage"]?["files"]?.array ?? []).enumerated() {
            let place = "MachineConfig \(name): spec.config.storage.files[\(index)]"
            guard let path = file["path"]?.string, path.hasPrefix("/") else {
                problems.append("\(place).path: is no absolute path")
                continue
            }
            // What is appended to is only partly the configuration's.
            guard file["append"]?.array?.isEmpty ?? true else { continue }
            guard let content = content(file["contents"]) else {
                problems.append("\(place).contents: is no data URL that can be read")
                continue
            }
            files[Array(path.utf8)] = File(
                content: content, permissions: UInt32(exactly: file["mode"]?.int ?? 0o644) ?? 0o644,
                user: owner(file["user"], users), group: owner(file["group"], groups))
        }
        for unit in ignition?["systemd"]?["units"]?.array ?? [] {
            guard let name = unit["name"]?.string, !name.contains("/") else { continue }
            let path = "/etc/systemd/system/" + name
            if let text = unit["contents"]?.string { files[Array(path.utf8)] = unitFile(text) }
            for dropin in unit["dropins"]?.array ?? [] {
                guard let part = dropin["name"]?.string, !part.contains("/"),
                    let text = dropin["contents"]?.string
                else { continue }
                files[Array("\(path).d/\(part)".utf8)] = unitFile(text)
            }
        }
        return files
    }

    private func unitFile(_ text: String) -> File {
        File(content: Array(text.utf8), permissions: 0o644, user: 0, group: 0)
    }

    private func owner(_ value: JSON?, _ numbers: [String: Int64]) -> Int64? {
        if let id = value?["id"]?.int { return Int64(id) }
        if let name = value?["name"]?.string { return numbers[name] }
        return 0
    }

    private func content(_ contents: JSON?) -> [UInt8]? {
        guard let source = contents?["source"]?.string else { return [] }
        guard let bytes = DataURL.content(source) else { return nil }
        switch contents?["compression"]?.string ?? "" {
        case "": return bytes
        case "gzip": return DataURL.unpacked(bytes)
        default: return nil
        }
    }
}

/// The URLs that hold their content (RFC 2397).
enum DataURL {
    private static let limit = 64 << 20

    /// The content; nil for another URL.
    static func content(_ url: String) -> [UInt8]? {
        guard url.hasPrefix("data:"), let comma = url.firstIndex(of: ",") else { return nil }
        let bytes = unescaped(Array(url[url.index(after: comma)...].utf8))
        guard url[..<comma].hasSuffix(";base64") else { return bytes }
        return bytes.flatMap { Base64.decode(String(decoding: $0, as: UTF8.self)) }
    }

    private static func unescaped(_ text: [UInt8]) -> [UInt8]? {
        var bytes: [UInt8] = []
        var index = 0
        while index < text.count {
            if text[index] == UInt8(ascii: "%") {
                guard index + 2 < text.count, let high = Hex.digit(text[index + 1]),
                    let low = Hex.digit(text[index + 2])
                else { return nil }
                bytes.append(high << 4 | low)
                index += 3
            } else {
                bytes.append(text[index])
                index += 1
            }
        }
        return bytes
    }

    /// What gzip packed; nil for what is none or unpacks to more than any configuration holds.
    static func unpacked(_ packed: [UInt8]) -> [UInt8]? {
        guard let decoder = try? GzipDecoder() else { return nil }
        var room = [UInt8](repeating: 0, count: 1 << 16)
        var bytes: [UInt8] = []
        var position = 0
        while position < packed.count {
            let step = packed.withUnsafeBytes { input in
                room.withUnsafeMutableBytes { output in
                    try? decoder.decode(UnsafeRawBufferPointer(rebasing: input[position...]), into: output)
                }
            }
            guard let step, step.consumed > 0 || step.produced > 0, bytes.count <= limit else { return nil }
            position += step.consumed
            bytes += room[..<step.produced]
        }
        return decoder.isComplete ? bytes : nil
    }
}
