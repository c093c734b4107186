import Host

/// Decides for each file whether its digests may come from an index (§4 of the design: all of these must hold).
///
/// - Its record has the same key: file system, inode, generation, size and both times.
/// - Its inode was last changed well before it was read, so a later change has other times.
/// - The clock was not set back, and this is no first database.
/// - Nothing saw it being written.
/// - Its turn to be read again has not come.
///
/// Safe to share between threads: nothing in it changes.
final class ContentIndexReading: Sendable {
    /// What is known of a file before it is read.
    struct Answer {
        /// What stands in the index when it has the same key.
        var known: Known?
        /// Whether that may be taken without reading.
        var isTaken = false
        /// Whether it would be taken if its turn had not come.
        var isDrawn = false
        /// Under which key the digests are kept when the file is read; nil for a file that is not kept.
        var key: ContentKey?
        /// Whether the times of the file's system tell that an extended attribute was set.
        var timesTellAttributes = false
        /// When the walk began.
        var start: Int64

        /// Whether the file has no extended attribute, so that nobody need ask for them.
        var hasNoAttributes: Bool { isTaken && timesTellAttributes && known?.hasNoAttributes == true }

        /// What the index learns from reading the file after all.
        ///
        /// - Parameter hasNoAttributes: whether it was seen that the file has no extended attribute.
        func note(
            of outcome: ContentReader.Outcome, _ job: WalkJob, hasNoAttributes: Bool
        ) -> ContentIndexRun.Note {
            var record: ContentRecord?
            if let key, let whole = outcome.whole, outcome.problem == nil,
                ContentKey(whole, fileSystem: key.fileSystem, generation: key.generation) == key
            {
                record = ContentRecord(
                    key: key, read: start, digests: outcome.digests,
                    hasNoAttributes: hasNoAttributes && timesTellAttributes)
            }
            var hidden: HiddenChange?
            if let known, known.isSettled, record != nil {
                let both = AttributeSet(outcome.digests.map(\.attribute.bit))
                    .intersection(AttributeSet(known.digests.map(\.attribute.bit)))
                let changed = EntryComparison.changedDigests(known.digests, outcome.digests, among: both)
                if !changed.isEmpty {
                    hidden = HiddenChange(
                        path: job.path, lastRead: known.read / 1_000_000_000, changed: changed)
                }
            }
            return .read(record, isDrawn: isDrawn, hidden: hidden)
        }
    }

    /// A record with the key of a file.
    struct Known {
        /// Its place in the index.
        var place: Int
        /// The digests that are wanted and that it has.
        var digests: [Entry.ContentDigest]
        /// Whether the file had no extended attribute then.
        var hasNoAttributes: Bool
        /// When the file was read, in nanoseconds since 1970.
        var read: Int64
        /// Whether a change after the reading would show in the times.
        var isSettled: Bool
    }

    /// The index; nil when there is none or it was refused.
    let file: ContentIndexFile?
    /// Why every file is read; nil when the index is used.
    let refusal: String?
    /// Whether the refusal is something that a person should hear of.
    let isRefusalOdd: Bool
    /// The clocks at the beginning.
    let start: ClockReading
    private let use: ContentIndexUse
    private let fileSystems: TrustedFileSystems
    private let elapsed: Int64

    /// A page of a mapped file is written to without a change of the times until the kernel has written it back,
    /// 30 seconds and some later (`dirty_expire_centisecs`).
    private static let settling: Int64 = 60_000_000_000

    /// Opens the index.
    ///
    /// - Parameter readsAll: whether nothing may be taken from it.
    init(_ use: ContentIndexUse, readsAll: Bool) {
        self.use = use
        let start = use.clock()
        self.start = start
        fileSystems = TrustedFileSystems(boot: start.boot, trustsAll: use.trustsEveryFileSystem)
        var file: ContentIndexFile?
        var odd: String?
        do throws(ContentIndexFile.Refusal) { file = try ContentIndexFile(use.path) } catch {
            odd = error.message
        }
        if let file, start.isSetBack(since: file.written) {
            odd = "the clock was set back since the content index '\(use.path)' was written"
        }
        self.file = file
        elapsed = file.map { max(0, start.realtime - $0.written.realtime) } ?? 0
        isRefusalOdd = odd != nil
        let reason =
            odd ?? (readsAll ? "a first database is made by reading" : nil)
            ?? (file == nil ? "there is no content index yet" : nil)
        refusal = reason.map { "\($0); every file is read" }
    }

    /// What is known of a file.
    func answer(_ job: WalkJob, wanted: AttributeSet) -> Answer {
        var answer = Answer(start: start.realtime)
        guard let trust = fileSystems.trust(in: job.status.device, of: job.directory),
            var key = ContentKey(job.status, fileSystem: trust.number)
        else { return answer }
        answer.timesTellAttributes = trust.timesTellAttributes
        key.generation = job.directory.handle(of: job.name)
        answer.key = key
        guard let file, let place = file.place(of: key, wanted: wanted) else { return answer }
        let record = file.record(at: place)
        guard ContentRecord.key(of: record) == key else { return answer }
        let read = Int64(bitPattern: record.number(6))
        let known = Known(
            place: place, digests: ContentRecord.digests(wanted, of: record),
            hasNoAttributes: ContentRecord.hasNoAttributes(record), read: read,
            isSettled: key.changed < read - Self.settling)
        answer.known = known
        guard refusal == nil, known.isSettled, known.digests.count == wanted.members.count,
            !use.isTouched(.init(path: job.path, device: job.status.device, inode: job.status.inode))
        else { return answer }
        answer.isDrawn = isDrawn(key, read)
        answer.isTaken = !answer.isDrawn
        return answer
    }

    /// Whether the clock was set back while the walk went on.
    func isSetBackMeanwhile(_ end: ClockReading) -> Bool { end.isSetBack(since: start) }

    private func isDrawn(_ key: ContentKey, _ read: Int64) -> Bool {
        let chance = use.budget.chance(age: start.realtime - elapsed - read, elapsed: elapsed)
        let draw = Mix.mix(Mix.mix(use.seed, key.inode), key.fileSystem)
        return Double(draw >> 11) < chance * Double(1 << 53 as UInt64)
    }
}
