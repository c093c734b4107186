import Bytes
import Zstandard

/// `var/lib/chisel/manifest.wall`: what Canonical's chisel cut out of packages, as lines of JSON in Zstandard.
enum ChiselManifest {
    private static let limit = 64 << 20

    /// Reads the packages and their files.
    static func read(
        _ content: UnsafeRawBufferPointer, into findings: inout FileFindings, _ selection: OwnedSelection
    ) {
        let text: [UInt8]
        do {
            text = try unpacked(content)
        } catch {
            findings.problems.append(InventoryProblem(path: findings.path, reason: error.reason))
            return
        }
        var keys: [String: [UInt64]] = [:]
        for line in text.split(separator: 0x0A) {
            guard let entry = try? JSON(parsing: Array(line)) else {
                findings.problems.append(
                    InventoryProblem(path: findings.path, reason: "a line of the manifest is not JSON"))
                break
            }
            switch entry["kind"]?.string {
            case "package":
                guard let name = entry["name"]?.string, let version = entry["version"]?.string else {
                    continue
                }
                var package = Package(type: .deb, name: name, version: version)
                package.architecture = entry["arch"]?.string
                findings.packages.append(package)
            case "path":
                guard let path = entry["path"]?.string else { continue }
                let key = PathKey.ofOwned(path)
                guard selection.keeps(key) else { continue }
                // A slice is called PACKAGE_SLICE, and neither part has an underscore.
                for slice in entry["slices"]?.array ?? [] {
                    let owner = (slice.string ?? "").prefix { $0 != "_" }
                    if !owner.isEmpty { keys[String(owner), default: []].append(key) }
                }
            default: continue
            }
        }
        findings.owned += keys.sorted { $0.key < $1.key }.map {
            OwnedFiles(owner: $0.key, keys: $0.value.sorted())
        }
    }

    private struct Damage: Error { var reason: String }

    private static func unpacked(_ content: UnsafeRawBufferPointer) throws(Damage) -> [UInt8] {
        var text: [UInt8] = []
        do throws(ZstandardError) {
            let decoder = try ZstandardDecoder()
            let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 17, alignment: 16)
            defer { buffer.deallocate() }
            var input = content
            while true {
                let step = try decoder.decode(input, into: buffer)
                text += buffer[..<step.produced]
                input = UnsafeRawBufferPointer(rebasing: input[step.consumed...])
                if text.count > limit { break }
                if step.produced == 0 { break }
            }
            if text.count <= limit, decoder.isComplete { return text }
        } catch {
            throw Damage(reason: error.description)
        }
        throw Damage(
            reason: text.count > limit
                ? "the manifest is larger than \(limit) bytes" : "the manifest ends early")
    }
}
