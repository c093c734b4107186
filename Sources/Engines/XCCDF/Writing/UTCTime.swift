import Bytes

/// Seconds since 1970 as `2026-11-22T09:36:14Z` (RFC 3339).
public enum UTCTime {
    /// The text of a time in seconds since 1970.
    public static func text(_ seconds: Int64) -> String {
        CivilTime(secondsSince1970: seconds).text + "Z"
    }
}
