import CLinux
import Files
import Glibc
import Host

/// A machine's files as a script may change them without harm; belongs to the thread that made it.
public final class Stage {
    /// Where the copy of the machine is mounted; a ``Host`` of this root sees what the script has done.
    public let root: String
    /// The file systems that are copied: where they are mounted, and where what changes in them is kept.
    private(set) var layers: [Layer] = []
    private let scratch: String
    let original: String

    /// One copied file system.
    struct Layer {
        /// Its mount point on the machine, without a slash at the end; empty for `/`.
        let point: String
        /// The directory that holds what differs from the original.
        let upper: String
    }

    /// What a script may still do as root: change files that are not its own, and nothing to the system.
    static let capabilities = [
        "chown", "dac_override", "dac_read_search", "fowner", "fsetid", "setgid", "setuid", "setfcap",
        "linux_immutable", "sys_chroot",
    ]

    /// Copies a machine's file systems.
    init(root original: String) throws {
        self.original = original == "/" ? "" : original
        do throws(FileFailure) { scratch = try PrivateDirectory.make("martlet-rehearsal-", in: "/tmp") } catch
        {
            throw RehearsalError("making the directory", error.path)
        }
        root = scratch + "/root"
        do { try setUp() } catch {
            takeDown()
            throw error
        }
    }

    /// Lets go of everything that was copied.
    func takeDown() {
        umount2(scratch, Int32(MNT_DETACH))
        rmdir(scratch)
    }

    private func setUp() throws {
        guard martlet_leave_shared_namespaces() == 0 else {
            throw RehearsalError("a rehearsal needs root's rights to mount a copy of", original + "/")
        }
        // Nothing that is mounted from here on may reach the other threads.
        try mountOver("none", "/", nil, MS_REC | MS_PRIVATE, nil)
        try mountOver("tmpfs", scratch, "tmpfs", MS_NODEV, "mode=0700,size=25%")
        try makeDirectory(root)
        let mounts = try Host(root: "/").mounts().map { (point: $0.mountPoint.description, type: $0.type) }
        let prefix = original + "/"
        try copy("", type: "ext4")
        var seen: Set<String> = [""]
        for mount in mounts.sorted(by: { $0.point < $1.point })
        where mount.point.hasPrefix(prefix) && mount.point.utf8.count > prefix.utf8.count {
            let point = "/" + mount.point.dropFirst(prefix.utf8.count)
            let isHidden = ["/proc", "/sys", "/dev", "/run", scratch].contains {
                point == $0 || point.hasPrefix($0 + "/")
            }
            if !isHidden, seen.insert(point).inserted { try copy(point, type: mount.type) }
        }
        try furnish()
    }

    /// Mounts a copy of one file system; what cannot be copied is shown read-only.
    private func copy(_ point: String, type: String) throws {
        let source = original + point
        var status = stat()
        guard stat(source.isEmpty ? "/" : source, &status) == 0 else { return }
        if status.st_mode & S_IFMT == S_IFDIR, !Self.remoteTypes.contains(type) {
            let (upper, work) = ("\(scratch)/upper\(layers.count)", "\(scratch)/work\(layers.count)")
            try makeDirectory(upper)
            try makeDirectory(work)
            // The upper directory stands for the original's own top.
            chmod(upper, status.st_mode & 0o7777)
            chown(upper, status.st_uid, status.st_gid)
            let options =
                "lowerdir=\(Self.escaped(source.isEmpty ? "/" : source)),upperdir=\(upper),workdir=\(work)"
                + ",index=off,metacopy=off,redirect_dir=off"
            if mount("overlay", root + point, "overlay", UInt(MS_NOSUID), options) == 0 {
                layers.append(Layer(point: point, upper: upper))
                return
            }
            guard !point.isEmpty else { throw RehearsalError("mounting a copy of", original + "/") }
        }
        try mountOver(source, root + point, nil, MS_BIND, nil)
        try mountOver(
            "none", root + point, nil, MS_BIND | MS_REMOUNT | MS_RDONLY, nil)
    }

    /// The kernel's own file systems: processes and settings to read, a few harmless devices, an empty `/run`.
    private func furnish() throws {
        func isDirectory(_ path: String) -> Bool {
            var status = stat()
            return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
        }
        if isDirectory(root + "/proc") {
            try mountOver("proc", root + "/proc", "proc", MS_RDONLY | MS_NOSUID, nil)
        }
        if isDirectory(root + "/run") {
            try mountOver("tmpfs", root + "/run", "tmpfs", MS_NOSUID, "mode=0755,size=16m")
        }
        guard isDirectory(root + "/dev") else { return }
        try mountOver("tmpfs", root + "/dev", "tmpfs", MS_NOSUID, "mode=0755,size=1m")
        for name in ["null", "zero", "full", "random", "urandom"] {
            let device = "\(root)/dev/\(name)"
            close(open(device, O_CREAT | O_WRONLY | O_CLOEXEC, 0o666))
            try mountOver("/dev/\(name)", device, nil, MS_BIND, nil)
        }
        symlink("/proc/self/fd", root + "/dev/fd")
        mkdir(root + "/dev/shm", 0o1777)
    }

    private func makeDirectory(_ path: String) throws {
        guard mkdir(path, 0o755) == 0 else { throw RehearsalError("making the directory", path) }
    }

    private func mountOver(
        _ source: String, _ target: String, _ type: String?, _ flags: Int, _ options: String?
    ) throws {
        guard mount(source, target, type, UInt(flags), options) == 0 else {
            throw RehearsalError("mounting", target)
        }
    }

    /// The overlay file system cannot stand on these, or would make the other machine wait.
    private static let remoteTypes: Set<String> = [
        "nfs", "nfs4", "cifs", "smb3", "fuse", "fuse.sshfs", "autofs", "afs", "9p", "vfat", "squashfs",
    ]

    /// The kernel splits the options at commas and lower directories at colons.
    private static func escaped(_ path: String) -> String {
        path.reduce(into: "") { text, character in
            if character == ":" || character == "," || character == "\\" { text.append("\\") }
            text.append(character)
        }
    }
}
