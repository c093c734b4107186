/// How often a file is read again although nothing says that it changed.
///
/// Only who writes to the disk below the file system, or sets the clock, changes a file behind its times; nothing
/// but reading finds that. Each file's turn comes at a random moment of the days that follow its last reading, so
/// the load is even and nobody can tell when.
public struct RehashBudget: Equatable, Sendable {
    /// The time after which no digest is trusted any more, in days.
    ///
    /// A twentieth of the files a day, while all were read at the same time; later up to a tenth.
    public var days: Double

    /// A budget; less than no days at all reads everything.
    public init(days: Double = 20) { self.days = days }

    /// The chance that a file's turn has come between two commands.
    ///
    /// Spreads turns evenly: the chance of those that still wait grows until it is 1 on the last day.
    ///
    /// - Parameters:
    ///   - age: how old the digest was at the earlier command, in nanoseconds.
    ///   - elapsed: the time between the commands, in nanoseconds.
    func chance(age: Int64, elapsed: Int64) -> Double {
        let left = days * 86_400e9 - Double(age)
        return left > Double(elapsed) ? Double(elapsed) / left : 1
    }
}
