import XCCDF

/// Which parts of SCAP content are kept; what is left out is passed over.
public struct ContentOptions: OptionSet, Sendable, Hashable {
    /// The raw bits.
    public let rawValue: UInt8
    /// Makes options from raw bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// OVAL definitions and CPE dictionaries: what a scan evaluates.
    public static let checks = ContentOptions(rawValue: 1)
    /// Descriptions, rationales and warnings.
    public static let texts = ContentOptions(rawValue: 2)
    /// References to documents and identifiers in other systems.
    public static let references = ContentOptions(rawValue: 4)
    /// Repairs.
    public static let fixes = ContentOptions(rawValue: 8)
    /// The questions of OCIL questionnaires: how a person checks a rule.
    public static let instructions = ContentOptions(rawValue: 16)

    /// What a scan and the presentation of its results need.
    public static let scan: ContentOptions = [.checks, .texts, .instructions]
    /// What a catalogue of profiles and rules shows; it cannot be scanned with.
    public static let catalogue: ContentOptions = [.texts, .references, .fixes, .instructions]
    /// Everything.
    public static let all: ContentOptions = [.checks, .texts, .references, .fixes, .instructions]

    /// The part that concerns the benchmark.
    var benchmark: ReadingOptions {
        var options: ReadingOptions = []
        if contains(.texts) { options.insert(.texts) }
        if contains(.references) { options.insert(.references) }
        if contains(.fixes) { options.insert(.fixes) }
        return options
    }
}
