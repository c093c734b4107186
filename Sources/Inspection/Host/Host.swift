import CLinux
import Glibc

/// One machine as a scan sees it: the live one, or a directory that holds another machine's files.
///
/// Every look at the system goes through a host, so an engine works the same on `/`, on an unpacked image and
/// on a small directory of a test. Nothing is ever written.
///
/// ```swift
/// let host = try Host(root: "/mnt/node")
/// let release = host.osRelease()["ID"]
/// let bytes = try host.read("/etc/passwd", limit: 1 << 20)
/// ```
///
/// With a root other than `/` each path is resolved by `openat2(2)` with `RESOLVE_IN_ROOT`: absolute symbolic
/// links and `..` stay inside the root, as after a chroot.
public final class Host: Sendable {
    /// The directory that is the machine's `/`.
    public let root: String
    /// The environment variables that the host answers with; empty for a directory.
    public let environment: [String: String]
    /// Who is told of what is asked; nil for nobody.
    public let observer: (any HostObserver)?
    /// What files of an offline root are said to be; nil when the file system says it.
    let recorded: RecordedStatuses?
    /// Lives as long as the host; nil for nothing.
    private let keeper: (any AnyObject & Sendable)?
    /// An `O_PATH` descriptor of an offline root; -1 when the host is the live machine.
    private let rootDescriptor: Int32

    /// True when the host is the running machine, so kernel state (`/proc`, mounts, the bus) is its own.
    public var isLive: Bool { rootDescriptor < 0 }

    /// Opens a host.
    ///
    /// - Parameters:
    ///   - recorded: what the files below the root are said to be, when the file system does not know.
    ///   - keeper: what has to live as long as the host does.
    /// - Throws: ``HostError`` when the root is not a directory that can be entered.
    public init(
        root: String = "/", recorded: RecordedStatuses? = nil, keeper: (any AnyObject & Sendable)? = nil
    ) throws(HostError) {
        self.root = root
        self.recorded = recorded
        self.keeper = keeper
        observer = nil
        if root == "/" {
            rootDescriptor = -1
            environment = Self.processEnvironment()
            return
        }
        let descriptor = open(root, martlet_o_path | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw HostError(path: HostPath(root), errno: errno) }
        rootDescriptor = descriptor
        environment = [:]
    }

    /// The same machine, with an observer that is told of everything that is asked of this value.
    ///
    /// - Throws: ``HostError`` when the process has no descriptor left.
    public convenience init(_ host: Host, observer: any HostObserver) throws(HostError) {
        var descriptor = host.rootDescriptor
        if descriptor >= 0 {
            descriptor = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
            guard descriptor >= 0 else { throw HostError(path: HostPath(host.root), errno: errno) }
        }
        self.init(
            root: host.root, environment: host.environment, recorded: host.recorded, keeper: host.keeper,
            descriptor: descriptor, observer: observer)
    }

    private init(
        root: String, environment: [String: String], recorded: RecordedStatuses?,
        keeper: (any AnyObject & Sendable)?, descriptor: Int32, observer: (any HostObserver)?
    ) {
        self.root = root
        self.recorded = recorded
        self.keeper = keeper
        self.environment = environment
        self.observer = observer
        rootDescriptor = descriptor
    }

    deinit {
        if rootDescriptor >= 0 { close(rootDescriptor) }
    }

    /// Opens a path of the host.
    ///
    /// The caller closes the descriptor.
    ///
    /// `O_NONBLOCK`, `O_NOCTTY` and `O_CLOEXEC` are always added, so a FIFO without a writer never blocks.
    func openDescriptor(_ path: HostPath, flags: Int32) throws(HostError) -> Int32 {
        noteOpening(path, flags: flags)
        let all = flags | O_CLOEXEC | (flags & martlet_o_path == 0 ? O_NONBLOCK | O_NOCTTY : 0)
        let root = rootDescriptor
        let descriptor = path.withCString { text -> Int32 in
            root < 0 ? open(text, all) : martlet_open_in_root(root, text, all)
        }
        guard let descriptor else { throw HostError(path: path, errno: ENOENT) }
        guard descriptor >= 0 else { throw HostError(path: path, errno: errno) }
        return descriptor
    }

    /// Opens a path on whose way no symbolic link stands; the caller closes the descriptor.
    func openWithoutLinks(_ path: HostPath, flags: Int32) throws(HostError) -> Int32 {
        noteOpening(path, flags: flags)
        let root = rootDescriptor
        let descriptor = path.withCString { martlet_open_without_links(root, $0, flags | O_CLOEXEC) }
        guard let descriptor else { throw HostError(path: path, errno: ENOENT) }
        guard descriptor >= 0 else { throw HostError(path: path, errno: errno) }
        return descriptor
    }

    /// Runs `body` on a path's descriptor and closes it.
    func withDescriptor<R>(
        _ path: HostPath, flags: Int32, _ body: (Int32) throws(HostError) -> R
    ) throws(HostError) -> R {
        let descriptor = try openDescriptor(path, flags: flags)
        defer { close(descriptor) }
        return try body(descriptor)
    }

    private static func processEnvironment() -> [String: String] {
        guard let bytes = try? SystemFile.read("/proc/self/environ", limit: 1 << 22) else { return [:] }
        return variables(bytes)
    }

    /// Reads `NAME=value` entries that end with NUL, as `/proc/PID/environ` holds them.
    public static func variables(_ bytes: [UInt8]) -> [String: String] {
        var variables: [String: String] = [:]
        for entry in bytes.split(separator: 0) {
            guard let equals = entry.firstIndex(of: UInt8(ascii: "=")) else { continue }
            let name = String(decoding: entry[..<equals], as: UTF8.self)
            variables[name] = String(decoding: entry[(equals + 1)...], as: UTF8.self)
        }
        return variables
    }
}
