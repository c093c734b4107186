import Bytes
import Capability
import Crypto
import Glibc
import SCAP
import Threads
import XCCDF

/// Reads SCAP content for bundles.
struct SCAPContentReader: ContentReader {
    func digest(of path: String) async throws -> String {
        try await BlockingThread.run {
            guard let file = fopen(path, "rb") else {
                throw UnreadableContent(
                    description: "\(path): cannot be read: \(String(cString: strerror(errno)))")
            }
            defer { fclose(file) }
            var hash = SHA256()
            var buffer = [UInt8](repeating: 0, count: 256 << 10)
            while true {
                let count = fread(&buffer, 1, buffer.count, file)
                if count == 0 { break }
                hash.update(data: buffer[..<count])
            }
            return "sha256-" + Hex.encode(hash.finalize())
        }
    }

    func objects(
        of path: String, for bundle: ProfileBundle, digest: String
    ) async throws -> BundleObjects {
        try await BlockingThread.run {
            defer { ProcessMemory.giveBack() }
            do {
                let content = try Content(path: path, options: .catalogue)
                let instructions = content.benchmark.rules.compactMap { rule in
                    content.instructions(for: rule).map { (rule.id, $0) }
                }
                let maker = BundleObjectsMaker(
                    bundle: bundle, benchmark: content.benchmark,
                    instructions: Dictionary(instructions) { first, _ in first },
                    hidden: HiddenRules.ids(in: path), digest: digest)
                let profiles = try maker.profiles()
                return BundleObjects(
                    profiles: profiles, rules: maker.rules(selectedBy: profiles),
                    variables: try maker.variables(), groups: content.benchmark.groups.map(\.id))
            } catch let error as SCAPError {
                throw UnreadableContent(description: error.description)
            }
        }
    }
}
