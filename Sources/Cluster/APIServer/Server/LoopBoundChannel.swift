import Glibc
import HummingbirdCore
import Logging
import NIOCore

/// A connection whose tasks run on the event loop that reads it, and that the kernel cuts when its peer is gone.
///
/// Each loop serves its connections from the first byte to the last; loops share no request.
struct LoopBoundChannel<Base: ServerChildChannel>: ServerChildChannel {
    /// A peer that takes nothing of what waits for it, or answers no probe, is cut after so many seconds: a
    /// watcher that has stopped reading must not hold what it does not read.
    private static var patience: CInt { 60 }

    let base: Base

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Base.Value> {
        if let socket = channel as? any SocketOptionProvider {
            // A system that lacks an option keeps dead peers a little longer; nothing else depends on it.
            _ = socket.unsafeSetSocketOption(
                level: .tcp, name: .init(rawValue: TCP_USER_TIMEOUT), value: Self.patience * 1000)
            _ = socket.unsafeSetSocketOption(level: .socket, name: .so_keepalive, value: CInt(1))
            _ = socket.unsafeSetSocketOption(
                level: .tcp, name: .init(rawValue: TCP_KEEPIDLE), value: Self.patience / 2)
        }
        return base.setup(channel: channel, logger: logger)
    }

    func handle(value: Base.Value, logger: Logger) async {
        await withTaskExecutorPreference(LoopExecutor(value.channel.eventLoop)) {
            await base.handle(value: value, logger: logger)
        }
    }
}
