import Glibc

/// One hostile input; its description names the seed that makes it again.
public struct Mutant: Sendable, CustomStringConvertible {
    /// The number that the input was made from.
    public var seed: UInt64
    /// The input.
    public var bytes: [UInt8]

    /// The input as text; bytes that are not UTF-8 become U+FFFD.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The seed and the beginning of the input.
    public var description: String { "seed \(seed): \(String(reflecting: String(text.prefix(400))))" }
}

/// A bounded series of mutants of well-formed inputs, the same one on every run.
///
/// With `MARTLET_FUZZ_TRACE` in the environment every mutant is written to standard error before it is used,
/// so that the last line names the one that a process died of.
public struct Mutants: Sequence, IteratorProtocol, Sendable {
    private static let isTraced = getenv("MARTLET_FUZZ_TRACE") != nil

    private let corpus: [[UInt8]]
    private let tokens: [[UInt8]]
    private var seeds: Range<UInt64>

    /// Makes a series.
    ///
    /// - Parameters:
    ///   - corpus: The well-formed inputs that are changed.
    ///   - tokens: The words of the format, which are put where they do not belong.
    ///   - count: How many mutants there are.
    public init(of corpus: [[UInt8]], tokens: [String] = [], count: Int, firstSeed: UInt64 = 1) {
        self.corpus = corpus
        self.tokens = tokens.map { Array($0.utf8) }
        seeds = firstSeed..<firstSeed + UInt64(count)
    }

    /// Makes a series of mutants of texts.
    public init(of corpus: [String], tokens: [String] = [], count: Int, firstSeed: UInt64 = 1) {
        self.init(of: corpus.map { Array($0.utf8) }, tokens: tokens, count: count, firstSeed: firstSeed)
    }

    /// The next mutant, or nil after the last.
    public mutating func next() -> Mutant? {
        guard let seed = seeds.first else { return nil }
        seeds.removeFirst()
        var random = SplitMix64(seed: seed)
        var bytes = random.one(of: corpus) ?? []
        // Half of the mutants keep their form and say other things: they get past the syntax.
        let isWellFormed = random.below(2) == 0
        for _ in 0...random.below(4) {
            if isWellFormed { exchangeWord(in: &bytes, &random) } else { mutate(&bytes, &random) }
        }
        let mutant = Mutant(seed: seed, bytes: bytes)
        if Self.isTraced {
            let line = Array("\(mutant)\n".utf8)
            _ = write(STDERR_FILENO, line, line.count)
        }
        return mutant
    }

    private func mutate(_ bytes: inout [UInt8], _ random: inout SplitMix64) {
        let place = random.below(bytes.count + 1)
        let rest = place..<Swift.min(bytes.count, place + 1 + random.below(24))
        switch random.below(8) {
        case 0 where !rest.isEmpty: bytes[place] ^= 1 << UInt8(random.below(8))
        case 1 where !rest.isEmpty: bytes[place] = random.one(of: Self.sharpBytes) ?? 0
        case 2: bytes.removeSubrange(place...)
        case 3: bytes.removeSubrange(rest)
        case 4: bytes.insert(contentsOf: bytes[rest], at: random.below(bytes.count + 1))
        case 5:
            let other = random.one(of: corpus) ?? []
            bytes.replaceSubrange(place..., with: other[random.below(other.count + 1)...])
        default: bytes.insert(contentsOf: random.one(of: tokens) ?? [UInt8(random.below(256))], at: place)
        }
    }

    /// Puts a word of the corpus or of the tokens in the place of another.
    private func exchangeWord(in bytes: inout [UInt8], _ random: inout SplitMix64) {
        let old = Self.word(in: bytes, near: random.below(bytes.count))
        let source = random.one(of: corpus) ?? []
        let word = source[Self.word(in: source, near: random.below(source.count))]
        let plain = tokens.filter { $0.allSatisfy(Self.isWordByte) }
        let isToken = !plain.isEmpty && random.below(3) == 0
        bytes.replaceSubrange(old, with: isToken ? random.one(of: plain)?[...] ?? word : word)
    }

    private static func word(in bytes: [UInt8], near place: Int) -> Range<Int> {
        guard let start = bytes[place...].firstIndex(where: isWordByte) else {
            return bytes.endIndex..<bytes.endIndex
        }
        let end = bytes[start...].firstIndex { !isWordByte($0) } ?? bytes.endIndex
        return start..<end
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    /// Bytes at which number and text formats change their meaning.
    private static let sharpBytes: [UInt8] = [
        0x00, 0x01, 0x0A, 0x20, 0x22, 0x7F, 0x80, 0xC3, 0xED, 0xFE, 0xFF,
    ]
}
