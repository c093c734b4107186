import NIOCore

/// What a request's handler knows of the connection that it came by.
struct RequestContext {
    /// The connection.
    let channel: any Channel
}
