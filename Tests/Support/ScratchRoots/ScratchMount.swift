import Glibc

/// A small file system of a test's own in memory, unmounted at the end; only root can make one.
public final class ScratchMount {
    /// Where it is.
    public let path: String
    private let holder: ScratchRoot
    private var others: [String] = []

    /// Mounts an empty file system.
    public init() throws {
        holder = try ScratchRoot()
        holder.directory("mount")
        path = holder.path + "/mount"
        guard mount("tmpfs", path, "tmpfs", 0, nil) == 0 else { throw ScratchError(number: errno) }
    }

    deinit {
        for other in others.reversed() { umount2(other, Int32(MNT_DETACH)) }
        umount2(path, Int32(MNT_DETACH))
    }

    /// Shows a directory of the file system, or any other, at another place of it.
    public func bind(_ source: String, at name: String) throws {
        guard mount(source, path + "/" + name, nil, UInt(MS_BIND), nil) == 0 else {
            throw ScratchError(number: errno)
        }
        others.append(path + "/" + name)
    }

    /// Lays one directory of the file system over another and shows both at a third.
    public func overlay(lower: String, upper: String, work: String, at name: String) throws {
        let options = "lowerdir=\(path)/\(lower),upperdir=\(path)/\(upper),workdir=\(path)/\(work)"
        guard mount("overlay", path + "/" + name, "overlay", 0, options) == 0 else {
            throw ScratchError(number: errno)
        }
        others.append(path + "/" + name)
    }

    /// Takes away what was bound or laid last.
    public func unmountLast() {
        if let last = others.popLast() { umount2(last, Int32(MNT_DETACH)) }
    }

    /// Makes a directory and those above it.
    public func directory(_ name: String) {
        var partial = path
        for part in name.split(separator: "/") {
            partial += "/" + part
            mkdir(partial, 0o755)
        }
    }

    /// Makes a file with text, and the directories above it.
    public func file(_ name: String, _ text: String) {
        if let slash = name.lastIndex(of: "/") { directory(String(name[..<slash])) }
        let descriptor = open(path + "/" + name, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        let bytes = Array(text.utf8)
        _ = write(descriptor, bytes, bytes.count)
        close(descriptor)
    }
}
