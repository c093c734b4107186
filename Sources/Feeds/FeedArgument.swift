/// A feed to bring in, as a person names it: `NAME=PATH`, `NAME:FORM=PATH`, or a path whose file is called as the feed
/// is.
///
/// ```swift
/// try FeedArgument("alma.tar.xz")          // feed "alma" in the form osv
/// try FeedArgument("ours:osv=/srv/osv")    // feed "ours"
/// ```
public struct FeedArgument: Sendable, Equatable {
    /// What the feed is called.
    public let name: String
    /// Its form.
    public let kind: FeedKind
    /// Where its files are.
    public let path: String

    /// Why a feed cannot be told from what a person wrote.
    public struct Failure: Error, Sendable, Equatable, CustomStringConvertible {
        /// One sentence.
        public let description: String
    }

    /// Reads what a person wrote.
    public init(_ text: String) throws(Failure) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(
            String.init)
        let isNamed = parts.count == 2 && !parts[0].contains("/")
        path = isNamed ? parts[1] : text
        let head = isNamed ? parts[0] : Self.stem(text)
        let words = head.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(
            String.init)
        name = words[0]
        guard FeedName.isValid(name) else {
            throw Failure(
                description: "\(text): \"\(name)\" is no name of a feed: small letters, digits and hyphens")
        }
        let form = words.count == 2 ? FeedKind(rawValue: words[1]) : FeedKind(feed: name)
        guard let form else {
            let forms = FeedKind.allCases.map(\.rawValue).joined(separator: ", ")
            throw Failure(
                description:
                    "\(text): the form of feed \"\(name)\" is not known; write \(name):FORM=PATH with one "
                    + "of \(forms)")
        }
        kind = form
    }

    /// The name of a file without its folders and without what says how it is packed.
    private static func stem(_ path: String) -> String {
        let file = path.split(separator: "/").last.map(String.init) ?? path
        return String(file.prefix { $0 != "." })
    }
}
