public import ArgumentParser

/// The exit codes of every Martlet command; scripts rely on them.
public enum HouseExit {
    /// Everything was looked at and nothing was found.
    public static let clean = ExitCode(0)
    /// The command itself failed.
    public static let failed = ExitCode(1)
    /// There are findings at or above `--fail-on`.
    public static let findings = ExitCode(2)
    /// Something could not be looked at, and nothing worse was found.
    public static let partial = ExitCode(3)
    /// The command line makes no sense (`EX_USAGE` of sysexits.h).
    public static let usage = ExitCode(64)
}
