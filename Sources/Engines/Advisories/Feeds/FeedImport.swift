import Threads

/// Reads a whole feed: its files are unpacked on a thread of their own while those before them are read.
///
/// ```swift
/// try FeedImport(OSVReader(feed: "alma")).run(FeedSource(path: "alma.tar.xz")) { item in store.add(item) }
/// ```
public struct FeedImport: Sendable {
    /// What reads the files.
    public let reader: any FeedReader

    /// An import with one reader.
    public init(_ reader: any FeedReader) { self.reader = reader }

    /// How many bytes of files may wait to be read.
    private static let waitingLimit = 16 << 20

    private struct Queue {
        var files: [FeedFile] = []
        var bytes = 0
        /// How it ended, when it has.
        var end: Result<Void, FeedSourceError>?
    }

    /// Reads every file of the feed; blocks until that is done.
    ///
    /// - Parameter give: what takes the feed's items, on the calling thread and in the feed's order.
    /// - Throws: ``FeedSourceError`` where the source cannot be read; what came before was given.
    public func run(_ source: FeedSource, _ give: @escaping (FeedItem) -> Void) throws(FeedSourceError) {
        let queue = Monitor(Queue())
        let reader = reader
        let isStarted = BlockingThread.start {
            let end: Result<Void, FeedSourceError>
            do throws(FeedSourceError) {
                try source.forEachFile(where: reader.wants) { file in Self.put(file, queue) }
                end = .success(())
            } catch {
                end = .failure(error)
            }
            queue.change { $0.end = end }
        }
        if !isStarted { throw FeedSourceError(source.path, "\(NoThread())") }
        while true {
            let (files, end) = queue.wait { queue in Self.take(&queue) }
            queue.change { _ in }
            for file in files { reader.read(file, give) }
            if let end { return try end.get() }
        }
    }

    private static func put(_ file: FeedFile, _ queue: Monitor<Queue>) {
        queue.wait { queue in
            // A file larger than the limit waits alone.
            let isFull = queue.bytes > 0 && queue.bytes + file.bytes.count > waitingLimit
            if isFull { return nil as Void? }
            queue.files.append(file)
            queue.bytes += file.bytes.count
            return ()
        }
        queue.change { _ in }
    }

    private static func take(
        _ queue: inout Queue
    ) -> ([FeedFile], Result<Void, FeedSourceError>?)? {
        if queue.files.isEmpty, queue.end == nil { return nil }
        defer {
            queue.files = []
            queue.bytes = 0
        }
        return (queue.files, queue.end)
    }
}
