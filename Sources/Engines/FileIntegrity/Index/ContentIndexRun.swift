import Host

/// One command's use of an index: what was read is written to the next one, in the order of the walk.
final class ContentIndexRun {
    /// What a file's entry has to do with the index.
    enum Note: Sendable {
        /// Nothing: it has no content, or one that is not kept.
        case none
        /// Its digests are those of the record at a place.
        case taken(Int)
        /// It was read.
        case read(ContentRecord?, isDrawn: Bool, hidden: HiddenChange?)
    }

    /// What the threads that read ask.
    let reading: ContentIndexReading
    private let path: String
    private let clock: @Sendable () -> ClockReading
    private let keepsUnvisited: Bool
    private var writer: ContentIndexWriter?
    private var outcome = ContentIndexOutcome()
    private var problem: String?
    /// A bit for each eight bytes of the old index: the records that were met.
    private var visited: [UInt64] = []
    private var released = 0
    private var isChanged = false

    /// - Parameters:
    ///   - readsAll: whether this is a first database.
    ///   - isLimited: whether only a part of the files is looked at, so that the others' records stay.
    init(_ use: ContentIndexUse, readsAll: Bool, isLimited: Bool) {
        path = use.path
        clock = use.clock
        reading = ContentIndexReading(use, readsAll: readsAll)
        keepsUnvisited = isLimited && !reading.isRefusalOdd
        outcome.refusal = reading.refusal
        do throws(OutputFile.Failure) { writer = try ContentIndexWriter(use.path) } catch {
            problem = error.message
        }
        visited = Array(repeating: 0, count: (reading.file?.size ?? 0) / 512 + 1)
    }

    /// Takes the next file's note over.
    func take(_ note: Note) {
        switch note {
        case .none: break
        case .taken(let place):
            outcome.taken += 1
            if visit(place) { keep(place) }
        case .read(let record, let isDrawn, let hidden):
            outcome.read += 1
            if isDrawn { outcome.drawn += 1 }
            if let hidden { outcome.hidden.append(hidden) }
            guard let record else { return }
            isChanged = true
            if let place = reading.file?.place(of: record.key, wanted: record.set) { _ = visit(place) }
            write { (writer) throws(OutputFile.Failure) in try writer.write(record) }
        }
    }

    /// Puts the new index in its place, when it says anything new.
    ///
    /// - Returns: what was made of the index, and what a person should hear of.
    func finish() -> (outcome: ContentIndexOutcome, warnings: [String]) {
        var warnings: [String] = []
        if reading.isRefusalOdd, let refusal = reading.refusal { warnings.append(refusal) }
        if keepsUnvisited, let file = reading.file {
            file.forEachPlace { place in
                if visit(place) { keep(place) }
            }
        }
        let end = clock()
        if reading.isSetBackMeanwhile(end) {
            warnings.append("the clock was set back meanwhile; the content index '\(path)' stays as it was")
        } else if isChanged || reading.isRefusalOdd
            || writer.map({ $0.count != reading.file?.count ?? 0 }) ?? false
        {
            write { (writer) throws(OutputFile.Failure) in try writer.finish(end) }
        }
        writer = nil
        if let problem { warnings.append("the content index '\(path)' is not written: \(problem)") }
        return (outcome, warnings)
    }

    /// Marks a record as met; false when it was met before, under another name of the file.
    private func visit(_ place: Int) -> Bool {
        let bit: UInt64 = 1 << UInt64(place >> 3 & 63)
        defer { visited[place >> 9] |= bit }
        return visited[place >> 9] & bit == 0
    }

    /// Writes a record of the old index to the new one.
    private func keep(_ place: Int) {
        guard let file = reading.file else { return }
        write { (writer) throws(OutputFile.Failure) in try writer.write(file.record(at: place)) }
        // Most records are met in their order; what was copied need not stay in memory.
        if place - released > 1 << 21 {
            file.release(released..<place)
            released = place
        }
    }

    private func write(_ body: (ContentIndexWriter) throws(OutputFile.Failure) -> Void) {
        guard let writer else { return }
        do throws(OutputFile.Failure) { try body(writer) } catch {
            problem = error.message
            self.writer = nil
        }
    }
}
