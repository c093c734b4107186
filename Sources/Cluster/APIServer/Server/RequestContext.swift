import Hummingbird
import Logging
import NIOCore

/// What a request's handler knows of the connection that it came by.
struct RequestContext: InitializableFromSource {
    /// The connection.
    let channel: any Channel

    init(source: ApplicationRequestContextSource) { channel = source.channel }
}
