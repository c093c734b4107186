/// librpm's `rpmvercmp`: runs of digits and letters in turn, where `:` and `-` only separate.
///
/// A whole version with its epoch and release is ordered by ``VersionScheme/rpm``.
public enum RPMSegments {
    /// The order of two texts: -1, 0 or 1.
    public static func order(_ first: String, _ second: String) -> Int {
        let (left, right) = (first.utf8.span, second.utf8.span)
        return RPMVersion.segmentOrder(left, 0..<left.count, right, 0..<right.count)
    }
}
