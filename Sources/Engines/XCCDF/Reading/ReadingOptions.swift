/// Which parts of a benchmark are kept; what is left out is passed over without cost in memory.
public struct ReadingOptions: OptionSet, Sendable, Hashable {
    /// The raw bits.
    public let rawValue: UInt8
    /// Makes options from raw bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Descriptions, rationales and warnings.
    public static let texts = ReadingOptions(rawValue: 1)
    /// References to documents and identifiers in other systems.
    public static let references = ReadingOptions(rawValue: 2)
    /// Repairs.
    public static let fixes = ReadingOptions(rawValue: 4)

    /// What results show: texts, but neither references nor repairs.
    public static let results: ReadingOptions = [.texts]
    /// Everything.
    public static let all: ReadingOptions = [.texts, .references, .fixes]
}
