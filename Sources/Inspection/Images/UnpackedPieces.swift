import Gzip
import Xz
import Zstandard

/// The bytes of a packed file unpacked as they come: gzip, xz, Zstandard or as they are, told by their beginning.
package final class UnpackedPieces: PieceSource {
    private enum Packing {
        case none
        case gzip(GzipDecoder)
        case xz(XzDecoder)
        case zstandard(ZstandardDecoder)
    }

    private let packed: RegionPieces
    private let name: String
    private var packing: Packing?
    private var input = UnsafeRawBufferPointer(start: nil, count: 0)
    private let output = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 64)
    private var hasEnded = false
    private var isInputOver = false
    private var count = 0
    /// No package unpacks to more.
    private static let limit = 32 << 30

    /// Unpacks a region; messages call it by the name.
    package init(_ region: FileRegion, name: String) {
        packed = RegionPieces(region)
        self.name = name
    }

    deinit { output.deallocate() }

    package func nextPiece() throws(ImageError) -> UnsafeRawBufferPointer {
        while !hasEnded {
            if input.isEmpty, !isInputOver {
                input = try packed.nextPiece()
                isInputOver = input.isEmpty
            }
            let packing: Packing
            if let known = self.packing { packing = known } else { packing = try chosen() }
            self.packing = packing
            if case .none = packing {
                let piece = input
                input = UnsafeRawBufferPointer(start: nil, count: 0)
                hasEnded = piece.isEmpty
                return try counted(piece)
            }
            let step = try decode(packing)
            if !input.isEmpty { input = UnsafeRawBufferPointer(rebasing: input[step.consumed...]) }
            if step.produced > 0 {
                return try counted(UnsafeRawBufferPointer(rebasing: output[..<step.produced]))
            }
            guard isInputOver else { continue }
            guard step.isComplete else { throw ImageError(name, .damaged("the packed data end early")) }
            hasEnded = true
        }
        return UnsafeRawBufferPointer(start: nil, count: 0)
    }

    private func counted(_ piece: UnsafeRawBufferPointer) throws(ImageError) -> UnsafeRawBufferPointer {
        count += piece.count
        if count > Self.limit {
            throw ImageError(name, .tooLarge("it unpacks to more than \(Self.limit) bytes"))
        }
        return piece
    }

    private func chosen() throws(ImageError) -> Packing {
        do {
            if input.starts(with: GzipDecoder.magic) { return .gzip(try GzipDecoder()) }
            if input.starts(with: XzDecoder.magic) { return .xz(try XzDecoder()) }
            if input.starts(with: ZstandardDecoder.magic) { return .zstandard(try ZstandardDecoder()) }
            return .none
        } catch {
            throw ImageError(name, .damaged("\(error)"))
        }
    }

    private func decode(
        _ packing: Packing
    ) throws(ImageError) -> (consumed: Int, produced: Int, isComplete: Bool) {
        do {
            switch packing {
            case .none: return (0, 0, true)
            case .gzip(let decoder):
                let step = try decoder.decode(input, into: output)
                return (step.consumed, step.produced, decoder.isComplete)
            case .xz(let decoder):
                let step = try decoder.decode(input, isLast: isInputOver, into: output)
                return (step.consumed, step.produced, decoder.isComplete)
            case .zstandard(let decoder):
                let step = try decoder.decode(input, into: output)
                return (step.consumed, step.produced, decoder.isComplete)
            }
        } catch {
            throw ImageError(name, .damaged("\(error)"))
        }
    }
}
