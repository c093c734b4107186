import FileIntegrity
import Glibc
import Host
import ScratchRoots

/// A directory with a tree to watch and a place for databases, and commands over both.
struct Sandbox {
    let scratch: ScratchRoot
    let dialect: Dialect
    var root: String { scratch.path + "/root" }

    init(_ dialect: Dialect = .v0_18) throws {
        scratch = try ScratchRoot()
        self.dialect = dialect
        scratch.directory("root")
    }

    /// A sandbox in a directory that stays when this one goes.
    init(at path: String) throws {
        scratch = ScratchRoot(borrowing: path)
        dialect = .v0_18
    }

    func file(_ name: String, _ text: String) { scratch.file("root/" + name, text) }

    /// A configuration of some lines after the places.
    func configuration(_ lines: String, _ head: String = "") throws -> Configuration {
        var reader = ConfigurationReader(dialect: dialect, files: .none)
        let places = """
            \(head)
            database_in=file:\(scratch.path)/db
            database_out=file:\(scratch.path)/db.new
            root_prefix=\(root)
            database_attrs=E
            database_add_metadata=no

            """
        try reader.read(Array((places + lines + "\n").utf8), named: "aide.conf")
        return reader.configuration
    }

    func run(
        _ action: IntegrityOutcome.Action, _ configuration: Configuration, workers: Int = 0,
        limit: PathLimit? = nil, index: ContentIndexUse? = nil
    ) throws -> IntegrityOutcome {
        let command = IntegrityCommand(
            configuration: configuration, host: try Host(root: root), limit: limit, workers: workers,
            index: index, clock: { 1_700_000_000 })
        return try command.run(action)
    }

    /// Writes a first database and makes it the one that is compared with.
    func initialize(_ configuration: Configuration) throws {
        _ = try run(.initialize, configuration)
        rename(scratch.path + "/db.new", scratch.path + "/db")
    }

    func read(_ name: String) throws -> [UInt8] {
        try Host(root: scratch.path).read(HostPath("/" + name), limit: 1 << 24)
    }

    /// The names of a database's entries.
    func names(_ name: String = "db") throws -> [String] {
        var names: [String] = []
        try DatabaseList(.file(scratch.path + "/" + name)).forEach {
            names.append(String(decoding: $0.path, as: UTF8.self))
        }
        return names
    }
}

extension ConfigurationFiles {
    /// A machine without files.
    static var none: ConfigurationFiles { of([:]) }

    /// A machine with some files.
    static func of(_ files: [String: String]) -> ConfigurationFiles {
        ConfigurationFiles(
            hostName: "node1",
            read: { path in
                files[path].map { .success(Array($0.utf8)) } ?? .failure(Failure("No such file or directory"))
            },
            names: { path in
                let names = files.keys.filter { $0.hasPrefix(path + "/") }.map {
                    String($0.dropFirst(path.count + 1))
                }
                return names.isEmpty
                    ? .failure(Failure("No such file or directory")) : .success(names.sorted())
            },
            kind: { path, _ in
                guard let text = files[path] else { return nil }
                return (.regular, text.hasPrefix("#!"))
            })
    }
}
