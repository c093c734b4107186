/// What Go's linker writes into a program about its making (package debug/buildinfo).
///
/// Since Go 1.18 the texts stand in the section itself; before, it holds the addresses of the addresses of the texts.
struct GoBuildInfo {
    /// The text of a program with 5,000 modules has half a MiB.
    private static let textLimit: UInt64 = 16 << 20
    private static let magic = Array("\u{FF} Go buildinf:".unicodeScalars.map { UInt8($0.value) })
    /// How much of a program without sections is looked through.
    private static let searchLimit = 64 << 20

    /// The version of Go as its linker wrote it, such as `go1.22.4`.
    let goVersion: String
    /// The lines about modules and settings; empty for programs that were built without modules.
    let modules: String

    /// Reads what a program holds; nil for programs that Go did not link.
    ///
    /// - Throws: a clause when the information is there and damaged.
    init?(_ image: ElfImage) throws(Damage) {
        guard let record = Self.record(in: image) else { return nil }
        guard record.count >= 32 else { throw Damage() }
        let (width, flags) = (UInt64(record[14]), record[15])
        let texts: (UnsafeRawBufferPointer?, UnsafeRawBufferPointer?)
        if flags & 2 != 0 {
            var rest = UnsafeRawBufferPointer(rebasing: record[32...])
            texts = (Self.inlineText(&rest), Self.inlineText(&rest))
        } else {
            guard width == 4 || width == 8 else { throw Damage() }
            texts = (
                Self.pointedText(image, record, at: 16, width: width),
                Self.pointedText(image, record, at: 16 + width, width: width)
            )
        }
        guard let version = texts.0 else { throw Damage() }
        goVersion = String(decoding: version, as: UTF8.self)
        modules = Self.unframed(texts.1)
    }

    /// The information is there and damaged.
    struct Damage: Error {}

    private static func record(in image: ElfImage) -> UnsafeRawBufferPointer? {
        if let section = image.section(named: ".go.buildinfo") {
            return section.starts(with: magic) ? section : nil
        }
        // Without its sections the record stands somewhere in the data, at a multiple of sixteen.
        for segment in image.segments where segment.isWritable {
            guard let data = image.memory(at: segment.address, count: segment.size) else { continue }
            let end = min(data.count, searchLimit) - 32
            for place in stride(from: 0, to: max(end, 0), by: 16)
            where data[place] == 0xFF && data[place...].starts(with: magic) {
                return UnsafeRawBufferPointer(rebasing: data[place...])
            }
        }
        return nil
    }

    /// A length in seven bits a byte, then the text.
    private static func inlineText(_ rest: inout UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
        var (length, shift, place): (UInt64, UInt64, Int) = (0, 0, 0)
        while place < rest.count, shift < 35 {
            let byte = rest[place]
            length |= UInt64(byte & 0x7F) << shift
            place += 1
            shift += 7
            if byte & 0x80 == 0 {
                guard length <= min(textLimit, UInt64(rest.count - place)) else { return nil }
                let end = place + Int(length)
                defer { rest = UnsafeRawBufferPointer(rebasing: rest[end...]) }
                return UnsafeRawBufferPointer(rebasing: rest[place..<end])
            }
        }
        return nil
    }

    /// The address of a pair of address and length.
    private static func pointedText(
        _ image: ElfImage, _ record: UnsafeRawBufferPointer, at offset: UInt64, width: UInt64
    ) -> UnsafeRawBufferPointer? {
        guard let header = image.address(at: record, offset, width: width),
            let pair = image.memory(at: header, count: 2 * width),
            let start = image.address(at: pair, 0, width: width),
            let length = image.address(at: pair, width, width: width), length <= textLimit
        else { return nil }
        return image.memory(at: start, count: length)
    }

    /// Sixteen bytes stand before and behind the text of the modules, so that it can be found in memory.
    private static func unframed(_ text: UnsafeRawBufferPointer?) -> String {
        guard let text, text.count >= 33, text[text.count - 17] == 0x0A else { return "" }
        return String(decoding: text[16..<(text.count - 16)], as: UTF8.self)
    }
}
