import Bytes
import Gzip
import Kubernetes

/// A log as a ConfigMap can hold it: as it is, packed, or told of when it is too long even then.
struct PackedLog: Equatable {
    /// The ConfigMap's text.
    let text: String
    /// Whether the text is gzip in base64.
    let isPacked: Bool

    /// Upstream's limit in bytes: what a ConfigMap may hold beside its metadata.
    static let limit = 1_048_570

    /// Packs a log when it has to be.
    init(_ log: [UInt8]) {
        if log.isEmpty {
            text = "The check found changes, but its report is empty: the configuration asks for none.\n"
            isPacked = false
        } else if log.count <= Self.limit {
            // A name need not be UTF-8, but a ConfigMap's data have to be.
            text = String(decoding: log, as: UTF8.self)
            isPacked = false
        } else if let packed = Self.pack(log), packed.utf8.count <= Self.limit {
            text = packed
            isPacked = true
        } else {
            text = "The log is too long for a ConfigMap (\(log.count) bytes); it is aide.log on the node.\n"
            isPacked = false
        }
    }

    private static func pack(_ log: [UInt8]) -> String? {
        guard let encoder = try? GzipEncoder() else { return nil }
        var packed = log.withUnsafeBytes { encoder.encode($0) }
        packed += encoder.finish()
        return Base64.encode(packed)
    }

    /// The log that a ConfigMap holds, unpacked; nil where there is none or it is damaged.
    static func text(of map: Object) -> String? {
        guard let text = map["data"]?[IntegrityLog.logKey]?.string else { return nil }
        guard map.annotations[IntegrityLog.packedKey] != nil else { return text }
        return Base64.decode(text).flatMap(unpack)
    }

    /// More than any log that a node packs; what grows beyond it is no log.
    private static let unpackedLimit = 256 << 20

    private static func unpack(_ packed: [UInt8]) -> String? {
        guard let decoder = try? GzipDecoder() else { return nil }
        var text: [UInt8] = []
        var room = [UInt8](repeating: 0, count: 1 << 16)
        var used = 0
        while true {
            let step = try? packed.withUnsafeBytes { input in
                try room.withUnsafeMutableBytes { output in
                    try decoder.decode(UnsafeRawBufferPointer(rebasing: input[used...]), into: output)
                }
            }
            guard let step else { return nil }
            used += step.consumed
            text += room[..<step.produced]
            if text.count > unpackedLimit { return nil }
            if step.produced < room.count {
                return decoder.isComplete && used == packed.count
                    ? String(decoding: text, as: UTF8.self) : nil
            }
        }
    }
}
