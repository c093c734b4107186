/// Which links to directories a walk follows.
///
/// A pattern that fits every path leads through every link. A few links are the machine's own (`/bin`), and paths
/// through them are asked for by name; the kernel's (`/sys/class/net/lo/subsystem/lo/…`, `/proc/1/cwd`) lead to each
/// other without end, and the paths through them grow with every step. So no directory is reached through more than
/// a few links, and on a way through the kernel's file systems one link is followed, to each directory once.
struct FollowedLinks {
    private let index: FileIndex
    private var counts: [Int32: Int] = [:]
    /// How deep the walk was when it followed a link of the kernel; nil when it is not behind one.
    private var kernelDepth: Int?
    /// How many links to one directory are followed.
    private static let limit = 16

    init(index: FileIndex) { self.index = index }

    /// Whether a link that lies in one directory and leads to another is followed.
    ///
    /// - Parameter depth: how many directories the walk is in.
    mutating func mayFollow(to target: Int32, in directory: Int32, depth: Int) -> Bool {
        if let kernelDepth, depth <= kernelDepth { self.kernelDepth = nil }
        let isKernels = index.kernelDevices.contains(index.device(of: directory))
        if isKernels, kernelDepth != nil { return false }
        counts[target, default: 0] += 1
        guard counts[target, default: 0] <= (isKernels ? 1 : Self.limit) else { return false }
        if isKernels { kernelDepth = depth }
        return true
    }
}
