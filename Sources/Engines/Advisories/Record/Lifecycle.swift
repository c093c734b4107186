/// Until when one release of a product is maintained (endoflife.date).
public struct Lifecycle: Sendable, Hashable {
    /// When something ends.
    public enum End: Sendable, Hashable {
        /// On a day.
        case on(Timestamp)
        /// It has ended, on a day that is not told.
        case past
        /// It goes on, and no day is told.
        case open
    }

    /// The product as the feed names it, such as `debian`.
    public var product: String
    /// The release, such as `12`.
    public var release: String
    /// Its code name.
    public var codename: String?
    /// When it came out.
    public var released: Timestamp?
    /// When the usual maintenance ends; nil when the feed does not say.
    public var end: End?
    /// When the longest maintenance that there is ends, paid or by others; nil when there is none.
    public var extendedEnd: End?

    /// A release of which no more than its name is known.
    public init(product: String, release: String) {
        self.product = product
        self.release = release
    }
}
