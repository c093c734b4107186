import Advisories
import Glibc

/// The real feeds that stand beside the project, where they are.
enum SharedFeeds {
    private static let folder: String = {
        // The tests may be reached by a link; the data stand beside the project itself.
        guard let real = realpath(#filePath, nil) else { return "" }
        defer { free(real) }
        // This file is four names below the project, which is one below where the data are.
        let parts = String(cString: real).split(separator: "/").dropLast(5)
        return "/" + parts.joined(separator: "/") + "/shared/data/feeds"
    }()

    static let isThere = access(folder, R_OK) == 0

    /// The archive of a feed.
    static func source(_ name: String) -> FeedSource { FeedSource(path: "\(folder)/\(name).tar.xz") }
}
