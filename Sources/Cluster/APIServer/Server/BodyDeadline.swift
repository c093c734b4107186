import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1

/// Ends the reading of a request whose body does not arrive in time.
///
/// Most requests come whole in one read; nothing is scheduled for those.
final class BodyDeadline: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    /// What the reader of a late body gets.
    struct Passed: Error {}

    private let patience: TimeAmount
    private var isReading = false
    private var timer: Scheduled<Void>?

    init(_ patience: TimeAmount) { self.patience = patience }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head: isReading = true
        case .body: break
        case .end: stop()
        }
        context.fireChannelRead(data)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if isReading, timer == nil {
            timer = context.eventLoop.assumeIsolated().scheduleTask(in: patience) {
                context.fireErrorCaught(Passed())
            }
        }
        context.fireChannelReadComplete()
    }

    func channelInactive(context: ChannelHandlerContext) {
        stop()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { stop() }

    private func stop() {
        isReading = false
        timer?.cancel()
        timer = nil
    }
}

/// A connection whose requests' bodies have to arrive in time.
struct PunctualChannel<Base: ServerChildChannel>: ServerChildChannel {
    let base: Base
    let patience: TimeAmount

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Base.Value> {
        let value = base.setup(channel: channel, logger: logger)
        do {
            let pipeline = channel.pipeline.syncOperations
            let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
            try pipeline.addHandler(BodyDeadline(patience), position: .after(decoder))
        } catch { return channel.eventLoop.makeFailedFuture(error) }
        return value
    }

    func handle(value: Base.Value, logger: Logger) async { await base.handle(value: value, logger: logger) }
}
