import Bytes
import Gzip

/// Rust programs that carry the list of their crates (cargo-auditable, and Rust's own after it).
struct RustProgramCataloger: ListingCataloger {
    /// The tool that writes the list reads no larger one.
    private static let textLimit = 8 << 20

    let type = PackageType.cargo
    let interest = FileInterest(wantsPrograms: true)

    func list(_ file: borrowing CatalogedFile, in listing: inout Listing) throws(InventoryProblem) {
        guard let packed = ElfImage(file.content)?.section(named: ".dep-v0") else { return }
        let document = try file.json(of: try Self.unpacked(packed, of: file))
        guard !document["packages"].isMissing else {
            throw file.problem("the list of crates has no packages")
        }
        for crate in document["packages"].elements {
            // What only ran while the program was built is not in it.
            guard crate["kind"].string != "build", let name = crate["name"].string,
                let version = crate["version"].string
            else { continue }
            listing.add(name: name, version: version)
        }
    }

    private static func unpacked(
        _ packed: UnsafeRawBufferPointer, of file: borrowing CatalogedFile
    ) throws(InventoryProblem) -> [UInt8] {
        var size = min(max(packed.count * 8, 1 << 16), textLimit)
        while true {
            let room = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 16)
            defer { room.deallocate() }
            let filled: Int?
            do throws(GzipError) { filled = try Inflation.unpack(packed, as: .zlib, into: room) } catch {
                throw file.problem("the list of crates is damaged")
            }
            if let filled { return Array(room.prefix(filled)) }
            guard size < textLimit else { throw file.problem("the list of crates has more than 8 MiB") }
            size = min(size * 4, textLimit)
        }
    }
}
