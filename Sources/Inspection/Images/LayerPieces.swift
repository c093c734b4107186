import Gzip
import Zstandard

/// The bytes of a layer's archive: unpacked as they come, and both digests computed on the way.
///
/// How a layer is packed is read off its first bytes, because docker archives do not say it and media types have
/// been wrong.
final class LayerPieces: PieceSource {
    private enum Packing {
        case none
        case gzip(GzipDecoder)
        case zstandard(ZstandardDecoder)
    }

    private let packed: RegionPieces
    private let layer: Layer
    private let limits: ImageLimits
    private var packing: Packing?
    private var input = UnsafeRawBufferPointer(start: nil, count: 0)
    private let output = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 64)
    private var packedDigest: Digester?
    private var digest: Digester?
    private var packedCount = 0
    private var hasEnded = false
    /// How many bytes came out.
    private(set) var count = 0

    init(_ layer: Layer, limits: ImageLimits) {
        self.layer = layer
        self.limits = limits
        packed = RegionPieces(layer.region)
        packedDigest = layer.digest.map { Digester($0.algorithm) }
        digest = layer.diffID.map { Digester($0.algorithm) }
    }

    deinit { output.deallocate() }

    func nextPiece() throws(ImageError) -> UnsafeRawBufferPointer {
        let piece = try unpacked()
        count += piece.count
        digest?.update(piece)
        if count > limits.ratioFreeBytes, count / limits.ratio > packedCount {
            throw ImageError(
                layer.name,
                .tooLarge(
                    "\(packedCount) bytes unpack to more than \(count), over \(limits.ratio) times as many"))
        }
        return piece
    }

    /// Reads what follows the archive's end, and compares the digests with what the image says.
    func finish() throws(ImageError) {
        while try !nextPiece().isEmpty {}
        if let stated = layer.digest, let found = packedDigest?.finish(), stated != found {
            throw ImageError(layer.name, .mismatch("the layer's bytes have the digest \(found)"))
        }
        if let stated = layer.diffID, let found = digest?.finish(), stated != found {
            throw ImageError(
                layer.name, .mismatch("unpacked it has the digest \(found), and the image says \(stated)"))
        }
    }

    private func unpacked() throws(ImageError) -> UnsafeRawBufferPointer {
        while !hasEnded {
            if input.isEmpty { try refill() }
            let packing: Packing
            if let known = self.packing { packing = known } else { packing = try chosen() }
            self.packing = packing
            let step: (consumed: Int, produced: Int, isComplete: Bool)
            switch packing {
            case .none:
                defer { input = UnsafeRawBufferPointer(start: nil, count: 0) }
                hasEnded = input.isEmpty
                return input
            case .gzip(let decoder): step = try decode(decoder)
            case .zstandard(let decoder): step = try decode(decoder)
            }
            let wasEmpty = input.isEmpty
            input = UnsafeRawBufferPointer(rebasing: input[step.consumed...])
            if step.produced > 0 { return UnsafeRawBufferPointer(rebasing: output[..<step.produced]) }
            guard wasEmpty else { continue }
            guard step.isComplete else {
                throw ImageError(layer.name, .damaged("the packed data end early"))
            }
            hasEnded = true
        }
        return UnsafeRawBufferPointer(start: nil, count: 0)
    }

    private func refill() throws(ImageError) {
        input = try packed.nextPiece()
        packedCount += input.count
        packedDigest?.update(input)
    }

    private func chosen() throws(ImageError) -> Packing {
        if input.starts(with: GzipDecoder.magic) {
            do throws(GzipError) { return .gzip(try GzipDecoder()) } catch { throw damaged("\(error)") }
        }
        if input.starts(with: ZstandardDecoder.magic) {
            do throws(ZstandardError) { return .zstandard(try ZstandardDecoder()) } catch {
                throw damaged("\(error)")
            }
        }
        return .none
    }

    private func decode(
        _ decoder: GzipDecoder
    ) throws(ImageError) -> (consumed: Int, produced: Int, isComplete: Bool) {
        do throws(GzipError) {
            let step = try decoder.decode(input, into: output)
            return (step.consumed, step.produced, decoder.isComplete)
        } catch {
            throw damaged("\(error)")
        }
    }

    private func decode(
        _ decoder: ZstandardDecoder
    ) throws(ImageError) -> (consumed: Int, produced: Int, isComplete: Bool) {
        do throws(ZstandardError) {
            let step = try decoder.decode(input, into: output)
            return (step.consumed, step.produced, decoder.isComplete)
        } catch {
            throw damaged("\(error)")
        }
    }

    private func damaged(_ reason: String) -> ImageError { ImageError(layer.name, .damaged(reason)) }
}
