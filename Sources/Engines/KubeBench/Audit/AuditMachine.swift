public import Host

/// The machine that audits ask about.
public struct AuditMachine: Sendable {
    /// The machine's files.
    public let files: Host
    /// The machine's processes; nil when they cannot be known, as for a directory.
    public let processes: [HostProcess]?
    /// The names of users and groups by number.
    let userNames: [UInt32: String]
    let groupNames: [UInt32: String]

    /// Describes a machine: the running one, one whose root and `/proc` are mounted, or a directory.
    public init(_ files: Host) { self.init(files: files, processes: files.mountedProcesses()) }

    init(files: Host, processes: [HostProcess]?) {
        self.files = files
        self.processes = processes
        userNames = Dictionary(
            files.users().compactMap { user in UInt32(exactly: user.userID).map { ($0, user.name) } },
            uniquingKeysWith: { first, _ in first })
        groupNames = Dictionary(
            files.groups().compactMap { group in UInt32(exactly: group.groupID).map { ($0, group.name) } },
            uniquingKeysWith: { first, _ in first })
    }
}

/// What a command line wrote and how it ended.
public struct AuditAnswer: Equatable, Sendable {
    /// Output and error output together, as they came.
    public var output: [UInt8]
    /// The exit code.
    public var code: Int32

    /// Makes an answer.
    public init(output: [UInt8], code: Int32) {
        self.output = output
        self.code = code
    }
}
