import HummingbirdCore
import Logging
import NIOCore

/// A connection whose writes are put together; it stands between HTTP and TLS.
struct CoalescingChannel<Base: ServerChildChannel>: ServerChildChannel {
    let base: Base

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Base.Value> {
        do { try channel.pipeline.syncOperations.addHandler(WriteCoalescer()) } catch {
            return channel.eventLoop.makeFailedFuture(error)
        }
        return base.setup(channel: channel, logger: logger)
    }

    func handle(value: Base.Value, logger: Logger) async { await base.handle(value: value, logger: logger) }
}
