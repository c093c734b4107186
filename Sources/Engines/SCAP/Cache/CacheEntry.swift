public import Bytes
public import XML

/// One file of a ``ContentCache``: a mark, a checksum, of what it was made, and the values.
struct CacheEntry {
    let name: ContentCache.Name
    /// The program that wrote it.
    let program: FileIdentity?
    /// The size of the content's file.
    let size: Int64
    /// The content's file; nil when it was too fresh to be known by its times.
    var identity: FileIdentity?
    /// The SHA-256 of the content's file.
    let digest: [UInt8]
    /// The values' form.
    private let values: FlatRegion

    /// A new entry.
    init(
        name: ContentCache.Name, program: FileIdentity?, size: Int64, identity: FileIdentity?,
        digest: [UInt8], _ write: (inout FlatWriter) -> Void
    ) {
        self.name = name
        self.program = program
        self.size = size
        self.identity = identity
        self.digest = digest
        var writer = FlatWriter()
        write(&writer)
        values = FlatRegion(writer.bytes)
    }

    /// The entry in a file; nil when it is none or is damaged.
    init?(_ region: FlatRegion) {
        let head = Self.headSize
        guard region.bytes.count > head, region.bytes.prefix(8).elementsEqual(Self.mark) else { return nil }
        let sum = region.bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
        let length = region.bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
        guard length <= UInt64(region.bytes.count - head),
            sum == Checksum.of(UnsafeRawBufferPointer(rebasing: region.bytes[16...]))
        else { return nil }
        let end = head + Int(length)
        var reader = FlatReader(FlatRegion(end..<region.bytes.count, of: region))
        do throws(FlatError) {
            name = ContentCache.Name(path: try reader.text(), parts: try reader.text())
            program = try FileIdentity?(flat: &reader)
            size = Int64(try Int(flat: &reader))
            identity = try FileIdentity?(flat: &reader)
            digest = try [UInt8](flat: &reader)
        } catch {
            return nil
        }
        values = FlatRegion(head..<end, of: region)
    }

    /// A reader on the values.
    var payload: FlatReader { FlatReader(values) }

    /// The file's bytes.
    var bytes: [UInt8] {
        var tail = FlatWriter()
        tail.text(name.path)
        tail.text(name.parts)
        program.write(flat: &tail)
        Int(size).write(flat: &tail)
        identity.write(flat: &tail)
        digest.write(flat: &tail)
        var bytes = Self.mark
        bytes.reserveCapacity(Self.headSize + values.bytes.count + tail.bytes.count)
        bytes += [UInt8](repeating: 0, count: 8)
        withUnsafeBytes(of: UInt64(values.bytes.count)) { bytes += $0 }
        bytes += values.bytes
        bytes += tail.bytes
        let sum = bytes.withUnsafeBytes { Checksum.of(UnsafeRawBufferPointer(rebasing: $0[16...])) }
        withUnsafeBytes(of: sum) { bytes.replaceSubrange(8..<16, with: $0) }
        return bytes
    }

    private static let mark = Array("MARTLET1".utf8)
    private static let headSize = 24
}

extension FileIdentity: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        self.init(
            device: UInt64(try reader.number()), number: UInt64(try reader.number()),
            size: Int64(try Int(flat: &reader)), modified: Int64(try Int(flat: &reader)),
            changed: Int64(try Int(flat: &reader)))
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        writer.number(UInt(device))
        writer.number(UInt(number))
        Int(size).write(flat: &writer)
        Int(modified).write(flat: &writer)
        Int(changed).write(flat: &writer)
    }
}
