import CLinux
import Capability

/// Gives memory back that a burst of writes, or of connections, has left with the allocator.
struct MemoryUpkeep {
    private static let interval = Duration.seconds(5)
    private static let worthTrimming = 1 << 20

    /// Works until the task is cancelled.
    func run() async {
        var unusedBefore = 0
        while (try? await Task.sleep(for: Self.interval)) != nil {
            let unused = Int(mallinfo2().fordblks)
            // What is given back still counts as unused, so only more than the last time is worth a trim.
            let isWorthIt = unused >= unusedBefore + Self.worthTrimming
            if isWorthIt { ProcessMemory.giveBack() }
            if isWorthIt || unused < unusedBefore { unusedBefore = unused }
        }
    }
}
