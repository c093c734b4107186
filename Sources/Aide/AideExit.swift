/// The exit codes of the peer that are no findings (`aide(1)`, DIAGNOSTICS).
public enum AideExit {
    static let writing: Int32 = 14
    /// The command line makes no sense.
    public static let arguments: Int32 = 15
    static let configuration: Int32 = 17
    static let system: Int32 = 18
    static let execution: Int32 = 20
    static let database: Int32 = 24
}
