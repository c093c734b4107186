/// A version of dpkg or RPM, cut behind its epoch.
public struct EpochVersion: Sendable, Hashable {
    /// The digits before the first colon, but that zero is none; nil for none.
    public let epoch: String?
    /// All behind it.
    public let rest: String

    /// Cuts a version such as `1:2.38.1-5`.
    public init(_ version: String) {
        let digits = version.utf8.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        let end = digits.endIndex
        guard !digits.isEmpty, end < version.endIndex, version.utf8[end] == UInt8(ascii: ":") else {
            epoch = nil
            rest = version
            return
        }
        let number = String(version[..<end])
        epoch = number.utf8.allSatisfy { $0 == UInt8(ascii: "0") } ? nil : number
        rest = String(version[version.index(after: end)...])
    }
}
