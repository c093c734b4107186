public import Cluster

/// A page of a capability in the console.
public struct Page: Sendable {
    /// The path, such as `/compliance`.
    public var path: String
    /// The title and the word in the navigation.
    public var title: String
    /// Draws the page's main part.
    public var body: @Sendable (_ cluster: any Cluster, _ query: [String: String]) async throws -> HTML

    /// Makes a page.
    public init(
        path: String, title: String,
        body: @escaping @Sendable (_ cluster: any Cluster, _ query: [String: String]) async throws -> HTML
    ) {
        self.path = path
        self.title = title
        self.body = body
    }
}
