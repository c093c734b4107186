import Bytes
import Capability
import Host
import PlatformFacts
import YAML

/// A directory that holds what a cluster once said: an `oc adm must-gather`, or files named after API paths, with
/// or without `kubernetes-api-resources` before them.
///
/// The directory comes from elsewhere: nothing outside of it is read, whatever its links say.
struct DumpSource: APISource {
    private let host: Host
    private let gathered: [MustGather]

    /// Where files named after API paths may lie.
    private static let roots = ["/kubernetes-api-resources", ""]
    /// The largest file that is read, in bytes.
    static let fileLimit = 1 << 30

    init(directory: String) throws {
        host = try Host(root: directory)
        gathered = MustGather.all(in: host)
        guard !gathered.isEmpty || Self.roots.contains(where: { Self.holdsPaths(host, below: $0) }) else {
            throw CommandFailure(
                "\(directory): holds no dump of a cluster: neither a must-gather nor files named after API paths"
            )
        }
    }

    private static func holdsPaths(_ host: Host, below root: String) -> Bool {
        ["api", "apis", "version", "ocp", "kubeletconfig"].contains { host.exists(HostPath("\(root)/\($0)")) }
    }

    func get(_ path: String) async throws(APISourceError) -> APIAnswer {
        if let answer = try fileAnswer(path) { return answer }
        if let parts = APIPath(path) {
            for gather in gathered {
                if let answer = try gather.answer(to: parts, path) { return .json(answer) }
            }
        }
        return .notFound(reason: "NotFound", message: "the dump does not have it")
    }

    func serves(group: String) async throws(APISourceError) -> Bool {
        if Self.roots.contains(where: { host.exists(HostPath("\($0)/apis/\(group)")) }) { return true }
        if !gathered.isEmpty { return gathered.contains { $0.serves(group: group) } }
        // Only a whole dump can tell what its cluster does not have, and that knows its nodes.
        return !Self.roots.contains { root in
            ["nodes", "nodes.json", "nodes.yaml"].contains { host.exists(HostPath("\(root)/api/v1/\($0)")) }
        }
    }

    func readyMade(_ dumpPath: String) -> [UInt8]? {
        let withoutRoot = dumpPath.split(separator: "/", maxSplits: 1).last.map { "/\($0)" } ?? dumpPath
        for path in [dumpPath, withoutRoot] where isFile(path) {
            return try? host.read(HostPath(path), limit: Self.fileLimit)
        }
        return nil
    }

    private func fileAnswer(_ path: String) throws(APISourceError) -> APIAnswer? {
        let plain = path.split(separator: "?", maxSplits: 1).first.map(String.init) ?? path
        for root in Self.roots {
            for name in [path, "\(path).json", "\(path).yaml", plain, "\(plain).json", "\(plain).yaml"] {
                let file = root + name
                guard isFile(file) else { continue }
                let bytes: [UInt8]
                do throws(HostError) { bytes = try host.read(HostPath(file), limit: Self.fileLimit) } catch {
                    throw APISourceError(path: path, reason: "\(error)")
                }
                return try Self.answer(bytes, file, path)
            }
        }
        return nil
    }

    private func isFile(_ path: String) -> Bool {
        guard !path.split(separator: "/").contains("..") else { return false }
        return (try? host.status(of: HostPath(path)))?.kind == .regular
    }

    /// JSON stays as it is; a file that tells of an error answers with it; the rest is YAML.
    private static func answer(
        _ bytes: [UInt8], _ file: String, _ path: String
    ) throws(APISourceError) -> APIAnswer {
        let prefix = Array("# kube-api-error=".utf8)
        if bytes.starts(with: prefix) {
            let reason = bytes[prefix.count...].prefix { $0 != 0x0A }
            return .notFound(
                reason: String(decoding: reason, as: UTF8.self),
                message: "the dump says that it was not found")
        }
        let first = bytes.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
        if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") { return .bytes(bytes) }
        do throws(YAMLError) {
            let documents = try YAML.parse(bytes: bytes, file: file)
            return documents.first.map { .json($0) } ?? .bytes([])
        } catch {
            throw APISourceError(path: path, reason: "\(error)")
        }
    }
}
