public import VersionOrder

/// A package's version, made ready once for comparing it with many.
public struct ComparedVersion: Sendable {
    /// The version as it is written.
    public let text: String
    /// What orders it.
    public let scheme: VersionScheme
    /// Its key; empty when the scheme does not know such a version.
    private let key: [UInt8]

    /// Makes a version ready.
    public init(_ text: String, scheme: VersionScheme) {
        self.text = text
        self.scheme = scheme
        key = scheme.key(text)?.bytes ?? []
    }

    /// Less than zero, zero or more, as the version is before, equal to or after that of a segment.
    func order(_ other: SegmentVersion) -> Int {
        if !key.isEmpty, !other.key.isEmpty {
            return key.withUnsafeBytes { Segment.order($0, other.key) }
        }
        return scheme.compare(text, String(decoding: other.text, as: UTF8.self))
    }
}

extension ComparedVersion {
    /// Whether the version is before another of the same scheme.
    func isBefore(_ other: ComparedVersion) -> Bool {
        if !key.isEmpty, !other.key.isEmpty {
            return key.withUnsafeBytes { a in other.key.withUnsafeBytes { Segment.order(a, $0) < 0 } }
        }
        return scheme.compare(text, other.text) < 0
    }
}

/// A version where it lies in a segment.
struct SegmentVersion {
    var text: UnsafeRawBufferPointer
    /// Empty when the scheme does not know such a version.
    var key: UnsafeRawBufferPointer
}
