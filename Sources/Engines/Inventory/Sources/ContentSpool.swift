import Glibc
import Host

/// Holds the content of one file after the other: small ones in memory, large ones in a temporary file that nobody
/// else can see and that is mapped.
///
/// A file of a running machine is never mapped itself: one that somebody cuts short would end the process.
final class ContentSpool {
    /// Why no content can be held.
    struct Failure: Error {
        var reason: String
    }

    private let memoryLimit: Int
    private var memory = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    private var descriptor: Int32 = -1
    private var isInFile = false
    /// How many bytes are held.
    private(set) var count = 0

    init(memoryLimit: Int) { self.memoryLimit = memoryLimit }

    deinit {
        memory.deallocate()
        if descriptor >= 0 { close(descriptor) }
    }

    /// Makes room for a file of a size that is known before; what was held is gone.
    func begin(size: Int) throws(Failure) {
        count = 0
        isInFile = size > memoryLimit
        if isInFile {
            if descriptor < 0 { descriptor = try Self.temporaryFile() }
        } else if memory.count < size {
            memory.deallocate()
            memory = .allocate(byteCount: min(memoryLimit, max(size, 1 << 16) * 2), alignment: 64)
        }
    }

    /// Adds the next bytes.
    func append(_ piece: UnsafeRawBufferPointer) throws(Failure) {
        if isInFile { return try write(piece) }
        guard count + piece.count <= memory.count else {
            throw Failure(reason: "it grew while it was read")
        }
        UnsafeMutableRawBufferPointer(rebasing: memory[count...]).copyMemory(from: piece)
        count += piece.count
    }

    /// Runs `body` with all that is held.
    func withContent<R>(_ body: (UnsafeRawBufferPointer) -> R) throws(Failure) -> R {
        if !isInFile { return body(UnsafeRawBufferPointer(rebasing: memory[..<count])) }
        guard count > 0 else { return body(UnsafeRawBufferPointer(start: nil, count: 0)) }
        let start = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0)
        guard let start, start != MAP_FAILED else {
            throw Self.failure("the temporary file cannot be mapped")
        }
        defer { munmap(start, count) }
        return body(UnsafeRawBufferPointer(start: start, count: count))
    }

    /// Takes a whole file of a host.
    func fill(from file: OpenFile, size: Int) throws(Failure) {
        try begin(size: size)
        do throws(HostError) {
            if !isInFile {
                while count < size {
                    let rest = UnsafeMutableRawBufferPointer(rebasing: memory[count..<size])
                    let part = try file.read(into: rest, at: count)
                    if part == 0 { return }
                    count += part
                }
                return
            }
        } catch {
            throw Failure(reason: error.description)
        }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 64)
        defer { buffer.deallocate() }
        while count < size {
            var part = 0
            do throws(HostError) { part = try file.read(into: buffer, at: count) } catch {
                throw Failure(reason: error.description)
            }
            if part == 0 { return }
            try write(UnsafeRawBufferPointer(rebasing: buffer[..<part]))
        }
    }

    private func write(_ piece: UnsafeRawBufferPointer) throws(Failure) {
        var rest = piece
        while !rest.isEmpty {
            let part = pwrite(descriptor, rest.baseAddress, rest.count, count)
            if part < 0, errno == EINTR { continue }
            guard part > 0 else { throw Self.failure("the temporary file cannot be written") }
            count += part
            rest = UnsafeRawBufferPointer(rebasing: rest[part...])
        }
    }

    /// A file without a name below `TMPDIR`, or below `/var/tmp`, where large temporary files belong (FHS 3.0, 5.15).
    private static func temporaryFile() throws(Failure) -> Int32 {
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/var/tmp"
        var name = Array("\(parent)/martlet-content-XXXXXX".utf8CString)
        let descriptor = mkstemp(&name)
        guard descriptor >= 0 else { throw failure("no temporary file can be made in \(parent)") }
        unlink(name)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        return descriptor
    }

    private static func failure(_ what: String) -> Failure {
        Failure(reason: "\(what): \(String(cString: strerror(errno)))")
    }
}
