import NIOCore

/// Puts the small pieces of an answer into one before they are encrypted.
///
/// HTTP writes a head, a chunk's length, its bytes and its end one by one, and TLS makes a record of each: for a
/// watch event three records and three passes of the cipher where one does.
final class WriteCoalescer: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// What is larger than a TLS record goes through as it is: copying it would gain nothing.
    private static let limit = 16 * 1024

    private var pending: ByteBuffer?
    private var promise: EventLoopPromise<Void>?

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        var piece = unwrapOutboundIn(data)
        let size = (pending?.readableBytes ?? 0) + piece.readableBytes
        if size > Self.limit { writePending(context) }
        guard piece.readableBytes <= Self.limit else {
            context.write(wrapOutboundOut(piece), promise: promise)
            return
        }
        if pending?.writeBuffer(&piece) == nil {
            pending = context.channel.allocator.buffer(capacity: max(1024, piece.readableBytes))
            pending?.writeBuffer(&piece)
        }
        add(promise)
    }

    func flush(context: ChannelHandlerContext) {
        writePending(context)
        context.flush()
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        writePending(context)
        context.close(mode: mode, promise: promise)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        promise?.fail(ChannelError.ioOnClosedChannel)
        promise = nil
        pending = nil
    }

    private func add(_ next: EventLoopPromise<Void>?) {
        guard let next else { return }
        if let promise { promise.futureResult.cascade(to: next) } else { promise = next }
    }

    private func writePending(_ context: ChannelHandlerContext) {
        guard let buffer = pending else { return }
        let whole = promise
        pending = nil
        promise = nil
        context.write(wrapOutboundOut(buffer), promise: whole)
    }
}
