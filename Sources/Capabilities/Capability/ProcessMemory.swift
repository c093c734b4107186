import CLinux

/// The memory of this process.
public enum ProcessMemory {
    /// Hands freed memory back to the system: after a scan the daemon needs a small part of what the scan took.
    public static func giveBack() { _ = malloc_trim(0) }
}
