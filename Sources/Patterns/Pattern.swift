import CPCRE2
import Synchronization

/// A compiled Perl-compatible regular expression with bounds on the work that one match may cost.
///
/// Built on PCRE2 with its just-in-time compiler, because OVAL 5.11 and SecLang both mean PCRE. Matching
/// works on bytes; positions are byte offsets.
///
/// ```swift
/// let pattern = try Pattern(#"^\s*PASS_MAX_DAYS\s+(\d+)"#, options: .multiline)
/// try pattern.forEachMatch(in: bytes) { match in days.append(match.ranges[1]) ; return true }
/// ```
public final class Pattern: @unchecked Sendable {
    // A compiled pattern is read-only after init, and PCRE2 allows it to be shared by threads
    // (pcre2api(3), "MULTITHREADING"); the scratch space that a match writes is handed out by a mutex.

    /// How pattern and subject are read.
    public struct Options: OptionSet, Sendable, Hashable {
        /// The raw bits.
        public let rawValue: UInt32
        /// Makes options from raw bits.
        public init(rawValue: UInt32) { self.rawValue = rawValue }

        /// Letters match without regard to case.
        public static let caseInsensitive = Options(rawValue: 1)
        /// `^` and `$` match at line ends too.
        public static let multiline = Options(rawValue: 2)
        /// `.` matches a newline too.
        public static let dotMatchesNewline = Options(rawValue: 4)
        /// The subject and the pattern are UTF-8; bytes of a subject that are not UTF-8 match nothing.
        public static let utf8 = Options(rawValue: 8)
        /// The match begins where the search begins and nowhere later.
        public static let anchored = Options(rawValue: 16)
        /// ``Pattern/reach(in:)`` will be asked, so the compiler prepares for it.
        public static let reaching = Options(rawValue: 32)
    }

    /// How far a subject gets in a pattern.
    public enum Reach: Sendable {
        /// The subject matches.
        case whole
        /// The subject ends inside of a match: a longer one could match.
        case partial
        /// Neither the subject nor anything that begins with it as far as it was looked at matches.
        case none
    }

    /// One match: the byte ranges of the whole and of each group; nil for a group that took no part.
    public struct Match: Sendable, Equatable {
        /// Range 0 is the whole match, the rest are the capturing groups.
        public var ranges: [Range<Int>?]
        /// The range of the whole match.
        public var range: Range<Int> { ranges.first.flatMap { $0 } ?? 0..<0 }
    }

    /// The pattern's source text.
    public let source: String
    /// How many capturing groups the pattern has.
    public let groupCount: Int
    private let code: OpaquePointer
    private let spare = Mutex<Scratch?>(nil)

    /// Compiles a pattern.
    ///
    /// - Throws: ``PatternError/invalid(pattern:offset:message:)`` when it is no regular expression.
    public init(_ source: String, options: Options = []) throws(PatternError) {
        var flags: UInt32 = 0
        if options.contains(.caseInsensitive) { flags |= UInt32(PCRE2_CASELESS) }
        if options.contains(.multiline) { flags |= UInt32(PCRE2_MULTILINE) }
        if options.contains(.dotMatchesNewline) { flags |= UInt32(PCRE2_DOTALL) }
        if options.contains(.utf8) { flags |= UInt32(PCRE2_UTF) | UInt32(PCRE2_MATCH_INVALID_UTF) }
        if options.contains(.anchored) { flags |= UInt32(PCRE2_ANCHORED) }
        var number: Int32 = 0
        var offset = 0
        let utf8 = Array(source.utf8)
        guard let code = pcre2_compile_8(utf8, utf8.count, flags, &number, &offset, nil) else {
            throw PatternError.invalid(pattern: source, offset: offset, message: Self.message(number))
        }
        pcre2_jit_compile_8(code, UInt32(PCRE2_JIT_COMPLETE))
        if options.contains(.reaching) { pcre2_jit_compile_8(code, UInt32(PCRE2_JIT_PARTIAL_SOFT)) }
        var captures: UInt32 = 0
        pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_CAPTURECOUNT), &captures)
        self.source = source
        self.code = code
        self.groupCount = Int(captures)
    }

    deinit { pcre2_code_free_8(code) }

    /// The first match at or after a byte offset, or nil.
    ///
    /// - Throws: ``PatternError/limitExceeded(pattern:)`` when the match costs more than its bound (a
    ///   catastrophic pattern), ``PatternError/failed(pattern:message:)`` on anything else PCRE2 refuses.
    public func firstMatch(in subject: some Collection<UInt8>, from start: Int = 0) throws(PatternError)
        -> Match?
    {
        try Self.withBytes(subject) { bytes throws(PatternError) in
            try self.withScratch { scratch throws(PatternError) in
                try self.search(bytes, from: start, scratch)
                    ? scratch.match(groupCount: self.groupCount) : nil
            }
        }
    }

    /// Whether the pattern matches anywhere in some bytes.
    public func matches(_ subject: some Collection<UInt8>) throws(PatternError) -> Bool {
        try Self.withBytes(subject) { bytes throws(PatternError) in
            try self.withScratch { scratch throws(PatternError) in try self.search(bytes, from: 0, scratch) }
        }
    }

    /// Whether the pattern matches anywhere in a string.
    public func matches(_ text: String) throws(PatternError) -> Bool { try matches(text.utf8) }

    /// Calls `body` with each match from left to right, until it returns false.
    ///
    /// After an empty match the search goes on one character further, so it always ends.
    public func forEachMatch(
        in subject: some Collection<UInt8>, _ body: (Match) -> Bool
    ) throws(PatternError) {
        try Self.withBytes(subject) { bytes throws(PatternError) in
            try self.withScratch { scratch throws(PatternError) in
                var start = 0
                while start <= bytes.count, try self.search(bytes, from: start, scratch) {
                    let match = scratch.match(groupCount: self.groupCount)
                    if !body(match) { return }
                    start =
                        match.range.isEmpty || match.range.upperBound <= start
                        ? Self.afterCharacter(at: max(start, match.range.upperBound), in: bytes)
                        : match.range.upperBound
                }
            }
        }
    }

    /// Whether some longer subject that begins with these bytes could match.
    ///
    /// Lets a search over a tree of names leave out the branches where nothing can match.
    public func couldMatch(beginning: some Collection<UInt8>) throws(PatternError) -> Bool {
        try Self.withBytes(beginning) { bytes throws(PatternError) in
            try self.withScratch { scratch throws(PatternError) in
                try self.search(bytes, from: 0, scratch, options: UInt32(PCRE2_PARTIAL_HARD))
            }
        }
    }

    /// Whether the subject matches or could be the beginning of a match; a whole match is preferred
    /// (`PCRE2_PARTIAL_SOFT`, pcre2partial(3)).
    public func reach(in subject: some Collection<UInt8>) throws(PatternError) -> Reach {
        try Self.withBytes(subject) { bytes throws(PatternError) in
            try self.withScratch { scratch throws(PatternError) in
                try self.reach(bytes, from: 0, scratch, options: UInt32(PCRE2_PARTIAL_SOFT))
            }
        }
    }

    // MARK: Private steps

    private func search(
        _ subject: UnsafeBufferPointer<UInt8>, from start: Int, _ scratch: Scratch, options: UInt32 = 0
    ) throws(PatternError) -> Bool {
        try reach(subject, from: start, scratch, options: options) != .none
    }

    private func reach(
        _ subject: UnsafeBufferPointer<UInt8>, from start: Int, _ scratch: Scratch, options: UInt32
    ) throws(PatternError) -> Reach {
        var empty: UInt8 = 0
        let count = withUnsafePointer(to: &empty) { fallback in
            pcre2_match_8(
                code, subject.baseAddress ?? fallback, subject.count, start, options, scratch.data,
                scratch.context)
        }
        switch count {
        case PCRE2_ERROR_NOMATCH: return .none
        case PCRE2_ERROR_PARTIAL: return .partial
        case PCRE2_ERROR_MATCHLIMIT, PCRE2_ERROR_DEPTHLIMIT, PCRE2_ERROR_HEAPLIMIT,
            PCRE2_ERROR_JIT_STACKLIMIT:
            throw .limitExceeded(pattern: source)
        case ..<0: throw .failed(pattern: source, message: Self.message(count))
        default: return .whole
        }
    }

    /// Lends the spare scratch space, or a fresh one when another thread has it.
    private func withScratch<Result>(
        _ body: (Scratch) throws(PatternError) -> Result
    ) throws(PatternError) -> Result {
        let taken = spare.withLock { spare in
            defer { spare = nil }
            return spare
        }
        guard let scratch = taken ?? Scratch(groupCount: groupCount) else {
            throw .failed(pattern: source, message: "out of memory")
        }
        defer { spare.withLock { $0 = scratch } }
        return try body(scratch)
    }

    private static func withBytes<Result>(
        _ subject: some Collection<UInt8>,
        _ body: (UnsafeBufferPointer<UInt8>) throws(PatternError) -> Result
    ) throws(PatternError) -> Result {
        func caught(_ bytes: UnsafeBufferPointer<UInt8>) -> Swift.Result<Result, PatternError> {
            do throws(PatternError) { return .success(try body(bytes)) } catch { return .failure(error) }
        }
        if let outcome = subject.withContiguousStorageIfAvailable(caught) { return try outcome.get() }
        return try Array(subject).withUnsafeBufferPointer(caught).get()
    }

    private static func afterCharacter(at index: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var next = index + 1
        while next < bytes.count, bytes[next] & 0xC0 == 0x80 { next += 1 }
        return next
    }

    private static func message(_ number: Int32) -> String {
        var buffer = [UInt8](repeating: 0, count: 256)
        let length = pcre2_get_error_message_8(number, &buffer, buffer.count)
        return String(decoding: buffer.prefix(max(0, Int(length))), as: UTF8.self)
    }
}

/// What one match writes into, with the bounds on its work.
///
/// Only the holder of the mutex that lends it touches it, so it may cross threads.
private final class Scratch: @unchecked Sendable {
    /// Ten times what the heaviest real pattern of the SCAP streams needs on a large file.
    private static let matchLimit: UInt32 = 10_000_000
    private static let heapLimitKiB: UInt32 = 32 * 1024

    let data: OpaquePointer
    let context: OpaquePointer

    init?(groupCount: Int) {
        guard let data = pcre2_match_data_create_8(UInt32(groupCount + 1), nil) else { return nil }
        guard let context = pcre2_match_context_create_8(nil) else {
            pcre2_match_data_free_8(data)
            return nil
        }
        pcre2_set_match_limit_8(context, Self.matchLimit)
        pcre2_set_heap_limit_8(context, Self.heapLimitKiB)
        self.data = data
        self.context = context
    }

    deinit {
        pcre2_match_data_free_8(data)
        pcre2_match_context_free_8(context)
    }

    /// The ranges of the match that was found last.
    func match(groupCount: Int) -> Pattern.Match {
        guard let vector = pcre2_get_ovector_pointer_8(data) else { return Pattern.Match(ranges: [0..<0]) }
        return Pattern.Match(
            ranges: (0...groupCount).map { group in
                let (lower, upper) = (vector[2 * group], vector[2 * group + 1])
                return lower == Int(bitPattern: UInt.max) || upper < lower ? nil : lower..<upper
            })
    }
}
