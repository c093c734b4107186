import Host

/// The contents of the files that a scan has read, so that one read serves every object.
///
/// Bounded: when the files together pass the bound the oldest are dropped, and they are read again if they
/// are asked for again.
final class ContentCache {
    /// What reading a file gave.
    enum Content: Equatable {
        case bytes([UInt8])
        /// Nothing to look into: absent, or no regular file.
        case nothing
        case failed(HostError)
    }

    private let host: Host
    private let fileLimit: Int
    private let totalLimit: Int
    private var contents: [[UInt8]: Content] = [:]
    private var order: [[UInt8]] = []
    private var firstKept = 0
    private var total = 0

    /// - Parameters:
    ///   - fileLimit: the largest file that is read, in bytes.
    ///   - totalLimit: how many bytes are kept.
    init(host: Host, fileLimit: Int = 128 << 20, totalLimit: Int = 16 << 20) {
        self.host = host
        self.fileLimit = fileLimit
        self.totalLimit = totalLimit
    }

    /// What a file holds.
    ///
    /// Links are followed.
    func content(of path: [UInt8]) -> Content {
        if let known = contents[path] {
            host.noteContent(of: HostPath(bytes: path))
            return known
        }
        let content = read(path)
        contents[path] = content
        order.append(path)
        if case .bytes(let bytes) = content { total += bytes.count }
        while total > totalLimit, firstKept < order.count - 1 {
            if case .bytes(let old)? = contents.removeValue(forKey: order[firstKept]) { total -= old.count }
            firstKept += 1
        }
        if firstKept > 4096 {
            order.removeFirst(firstKept)
            firstKept = 0
        }
        return content
    }

    private func read(_ path: [UInt8]) -> Content {
        do throws(HostError) {
            return .bytes(try host.read(HostPath(bytes: path), limit: fileLimit))
        } catch {
            switch error.reason {
            case .notFound, .notRegular: return .nothing
            case .system, .tooLarge: return .failed(error)
            }
        }
    }
}
