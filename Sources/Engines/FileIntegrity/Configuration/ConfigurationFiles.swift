public import Host

/// What a configuration asks the machine for while it is read: files, directories, names.
public struct ConfigurationFiles: Sendable {
    /// Why a file cannot be used, in the system's words.
    public struct Failure: Error, Sendable {
        /// The reason.
        public var reason: String

        /// Makes a failure.
        public init(_ reason: String) { self.reason = reason }
    }

    /// The machine's name; nil when it is not known.
    public var hostName: String?
    /// The bytes of a file.
    public var read: @Sendable (String) -> Result<[UInt8], Failure>
    /// The names in a directory, sorted.
    public var names: @Sendable (String) -> Result<[String], Failure>
    /// The type of a file and whether its owner may run it; nil when it is not there.
    ///
    /// Second argument: whether a symbolic link is followed.
    public var kind: @Sendable (String, Bool) -> (kind: FileKind, isExecutable: Bool)?
    /// Runs a program with variables and gives its output; nil refuses programs.
    public var run: (@Sendable (String, [String: String]) -> Result<[UInt8], Failure>)?

    /// Makes an environment.
    public init(
        hostName: String?, read: @escaping @Sendable (String) -> Result<[UInt8], Failure>,
        names: @escaping @Sendable (String) -> Result<[String], Failure>,
        kind: @escaping @Sendable (String, Bool) -> (kind: FileKind, isExecutable: Bool)?,
        run: (@Sendable (String, [String: String]) -> Result<[UInt8], Failure>)? = nil
    ) {
        self.hostName = hostName
        self.read = read
        self.names = names
        self.kind = kind
        self.run = run
    }

    /// The most bytes that one file of a configuration may have.
    static let sizeLimit = 16 << 20

    /// The files of a host; programs are refused.
    public static func of(_ host: Host) -> ConfigurationFiles {
        ConfigurationFiles(
            hostName: host.name(),
            read: { path in
                do throws(HostError) {
                    return .success(try host.read(HostPath(path), limit: sizeLimit))
                } catch {
                    return .failure(Failure(Self.reason(error)))
                }
            },
            names: { path in
                var names: [HostPath] = []
                do throws(HostError) {
                    try host.forEachEntry(of: HostPath(path)) { name, _, _ in
                        names.append(HostPath(bytes: name))
                    }
                } catch { return .failure(Failure(Self.reason(error))) }
                return .success(names.map(\.description).sorted())
            },
            kind: { path, follows in
                guard let status = try? host.status(of: HostPath(path), followingLinks: follows) else {
                    return nil
                }
                return (status.kind, status.mode & 0o100 != 0)
            })
    }

    private static func reason(_ error: HostError) -> String {
        switch error.reason {
        case .notFound: "No such file or directory"
        default: "\(error)"
        }
    }
}
