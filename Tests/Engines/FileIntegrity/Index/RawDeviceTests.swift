import Glibc
import Host
import Processes
import ScratchRoots
import Testing

@testable import FileIntegrity

@Suite("Writing to a disk below its file system", .enabled(if: LoopDisk.isPossible))
struct RawDeviceTests {
    @Test("is found when the file's turn comes, and by nothing else before")
    func raw() throws {
        let sandbox = try IndexedSandbox()
        let disk = try #require(LoopDisk(sandbox.box.scratch.path + "/disk", at: sandbox.box.root))
        sandbox.box.file("f", "an honest program " + String(repeating: "x", count: 5000))
        sandbox.box.file("g", "another")
        let configuration = try sandbox.box.configuration("/f p+i+s+m+c+sha256\n/g p+i+s+m+c+sha256")
        try sandbox.initialize(configuration)
        sandbox.clocks.pass(seconds: 3600)
        try disk.replace(Array("honest".utf8), by: Array("forged".utf8))
        let blind = try sandbox.box.run(.check, configuration, index: sandbox.use())
        #expect(blind.index == ContentIndexOutcome(taken: 2))
        #expect(blind.differences.isEmpty)
        let seeing = try sandbox.box.run(.check, configuration, index: sandbox.use(days: 0))
        #expect(seeing.index?.hidden.map(\.path) == [Array("/f".utf8)])
        #expect(seeing.differences.map(\.changed) == [AttributeSet(.sha256)])
    }
}

/// An ext4 file system in a file, mounted while the value lives; only root can have one.
private final class LoopDisk {
    static var isPossible: Bool {
        geteuid() == 0 && access("/sbin/mkfs.ext4", X_OK) == 0 && access("/dev/loop-control", W_OK) == 0
    }

    private let image: String
    private let place: String
    private let device: String

    init?(_ image: String, at place: String) {
        self.image = image
        self.place = place
        let descriptor = open(image, O_WRONLY | O_CREAT, 0o600)
        ftruncate(descriptor, 16 << 20)
        close(descriptor)
        guard Self.run("/sbin/mkfs.ext4", "-q", "-F", image) != nil,
            let device = Self.run("/sbin/losetup", "-f", "--show", image)
        else { return nil }
        self.device = String(device.prefix { $0 != "\n" })
        if Self.run("/bin/mount", self.device, place) == nil { return nil }
    }

    deinit {
        _ = Self.run("/bin/umount", place)
        _ = Self.run("/sbin/losetup", "-d", device)
    }

    /// Changes bytes on the unmounted disk and mounts it again.
    func replace(_ old: [UInt8], by new: [UInt8]) throws {
        _ = Self.run("/bin/umount", place)
        let descriptor = open(device, O_RDWR)
        var bytes = [UInt8](repeating: 0, count: 16 << 20)
        let count = read(descriptor, &bytes, bytes.count)
        var changed = 0
        for start in stride(from: 0, to: count - 4096, by: 1024) {
            guard
                let found = (start..<start + 64).first(where: {
                    bytes[$0..<$0 + old.count].elementsEqual(old)
                })
            else { continue }
            changed += pwrite(descriptor, new, new.count, off_t(found))
        }
        fsync(descriptor)
        close(descriptor)
        #expect(changed == new.count)
        #expect(Self.run("/bin/mount", device, place) != nil)
    }

    private static func run(_ program: String, _ arguments: String...) -> String? {
        let process = ChildProcess(
            command: program, arguments: arguments,
            environment: ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"],
            outputLimit: 1 << 16, patience: .seconds(60))
        guard case .exited(0, let output, _) = process.run() else { return nil }
        return String(decoding: output, as: UTF8.self)
    }
}
