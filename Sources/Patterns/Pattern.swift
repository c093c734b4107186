import CPCRE2

/// A compiled Perl-compatible regular expression with bounds on the work that one match may cost.
///
/// Built on PCRE2 with its just-in-time compiler, because OVAL 5.11 (section 5.3.5) and SecLang both mean
/// PCRE. Matching works on bytes; positions are byte offsets.
public final class Pattern: @unchecked Sendable {
    // A compiled pattern is read-only after init, and PCRE2 allows it to be shared by threads
    // (pcre2api(3), "MULTITHREADING"); every match uses match data of its own.

    /// How the subject is read.
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
        /// The subject and the pattern are UTF-8; a subject that is not is refused.
        public static let utf8 = Options(rawValue: 8)
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
    private let code: OpaquePointer
    private let groupCount: Int

    /// Compiles a pattern.
    public init(_ source: String, options: Options = []) throws(PatternError) {
        var flags: UInt32 = 0
        if options.contains(.caseInsensitive) { flags |= UInt32(PCRE2_CASELESS) }
        if options.contains(.multiline) { flags |= UInt32(PCRE2_MULTILINE) }
        if options.contains(.dotMatchesNewline) { flags |= UInt32(PCRE2_DOTALL) }
        if options.contains(.utf8) { flags |= UInt32(PCRE2_UTF) }
        var number: Int32 = 0
        var offset = 0
        let utf8 = Array(source.utf8)
        guard let code = pcre2_compile_8(utf8, utf8.count, flags, &number, &offset, nil) else {
            throw PatternError.invalid(pattern: source, offset: offset, message: Self.message(number))
        }
        pcre2_jit_compile_8(code, UInt32(PCRE2_JIT_COMPLETE))
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
    public func firstMatch(in subject: some Collection<UInt8>, from start: Int = 0) throws(PatternError) -> Match? {
        let outcome: Result<Match?, PatternError>? = subject.withContiguousStorageIfAvailable { buffer in
            do throws(PatternError) { return .success(try search(buffer, from: start)) } catch { return .failure(error) }
        }
        if let outcome { return try outcome.get() }
        let copy = Array(subject)
        let result: Result<Match?, PatternError> = copy.withUnsafeBufferPointer { buffer in
            do throws(PatternError) { return .success(try search(buffer, from: start)) } catch { return .failure(error) }
        }
        return try result.get()
    }

    /// Whether the pattern matches anywhere in a string.
    public func matches(_ text: String) throws(PatternError) -> Bool {
        try firstMatch(in: text.utf8) != nil
    }

    private func search(_ subject: UnsafeBufferPointer<UInt8>, from start: Int) throws(PatternError) -> Match? {
        guard let data = pcre2_match_data_create_8(UInt32(groupCount + 1), nil),
            let context = pcre2_match_context_create_8(nil)
        else { throw .failed(pattern: source, message: "out of memory") }
        defer {
            pcre2_match_data_free_8(data)
            pcre2_match_context_free_8(context)
        }
        pcre2_set_match_limit_8(context, Self.matchLimit)
        pcre2_set_heap_limit_8(context, Self.heapLimitKiB)
        var empty: UInt8 = 0
        let count = withUnsafePointer(to: &empty) { fallback in
            pcre2_match_8(code, subject.baseAddress ?? fallback, subject.count, start, 0, data, context)
        }
        switch count {
        case PCRE2_ERROR_NOMATCH: return nil
        case PCRE2_ERROR_MATCHLIMIT, PCRE2_ERROR_DEPTHLIMIT, PCRE2_ERROR_HEAPLIMIT, PCRE2_ERROR_JIT_STACKLIMIT:
            throw .limitExceeded(pattern: source)
        case ..<0: throw .failed(pattern: source, message: Self.message(count))
        default: break
        }
        guard let vector = pcre2_get_ovector_pointer_8(data) else { return nil }
        let ranges = (0...groupCount).map { group -> Range<Int>? in
            guard group < count else { return nil }
            let (lower, upper) = (vector[2 * group], vector[2 * group + 1])
            return lower == Int(bitPattern: UInt.max) || upper < lower ? nil : lower..<upper
        }
        return Match(ranges: ranges)
    }

    private static let matchLimit: UInt32 = 1_000_000
    private static let heapLimitKiB: UInt32 = 32 * 1024

    private static func message(_ number: Int32) -> String {
        var buffer = [UInt8](repeating: 0, count: 256)
        let length = pcre2_get_error_message_8(number, &buffer, buffer.count)
        return String(decoding: buffer.prefix(max(0, Int(length))), as: UTF8.self)
    }
}

/// Why a pattern could not be compiled or applied.
public enum PatternError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The pattern is not a regular expression; the offset is in bytes.
    case invalid(pattern: String, offset: Int, message: String)
    /// The match would cost more than its bound.
    case limitExceeded(pattern: String)
    /// PCRE2 refused the subject or ran out of a resource.
    case failed(pattern: String, message: String)

    /// One line that names the pattern (at most 80 characters of it) and the reason.
    public var description: String {
        switch self {
        case .invalid(let pattern, let offset, let message):
            "pattern \"\(pattern.prefix(80))\" is invalid at offset \(offset): \(message)"
        case .limitExceeded(let pattern):
            "pattern \"\(pattern.prefix(80))\" needs more matching steps than allowed"
        case .failed(let pattern, let message):
            "pattern \"\(pattern.prefix(80))\" cannot be applied: \(message)"
        }
    }
}
