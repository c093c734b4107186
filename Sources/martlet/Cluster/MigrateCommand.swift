import ArgumentParser
import Capability
import EmbeddedCluster
import Etcd
import Logging

/// The command `martlet cluster migrate`.
struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Move the objects from the state directory to etcd, or back.",
        discussion: """
            The objects go where kube-apiserver keeps them, so that several Martlets, or a real kube-apiserver, \
            can take over. No Martlet may use the state directory meanwhile. The source stays as it is; the \
            result is read back and compared. Certificates and tokens stay in the state directory: give every \
            replica a copy of its pki folder.

            Resource versions are counted anew: clients that watch list again.

            EXAMPLES
              martlet cluster migrate --to etcd://127.0.0.1:2379
              martlet cluster migrate --to etcd://10.0.0.1:2379,10.0.0.2:2379 --etcd-cafile ca.crt \\
                  --etcd-certfile martlet.crt --etcd-keyfile martlet.key
              martlet cluster migrate --from etcd://127.0.0.1:2379 --state-dir /var/lib/martlet

            EXIT CODES
              0 everything is there, 1 it is not, 64 the command line makes no sense.
            """)

    @Option(help: "The etcd to move the objects to: etcd://HOST:PORT[,HOST:PORT].")
    var to: EtcdAddress?

    @Option(help: "The etcd to move the objects from.")
    var from: EtcdAddress?

    @OptionGroup var certificates: EtcdCertificateOptions

    @OptionGroup var state: StateDirectoryOption

    @Flag(help: "Delete the objects that the etcd cluster already holds.")
    var force = false

    mutating func validate() throws {
        guard (to == nil) != (from == nil) else { throw ValidationError("give either --to or --from") }
        if force, from != nil { throw ValidationError("--force goes with --to") }
    }

    func run() async throws {
        if let to { try await export(to: to) }
        if let from { try await bringBack(from: from) }
    }

    private func export(to address: EtcdAddress) async throws {
        let storage = try SQLiteStorage(directory: state.stateDirectory, durability: .full)
        defer { storage.close() }
        let migration = EtcdMigration(configuration(address))
        let outcome = try await migration.write(try storage.load().objects, replacing: force)
        StandardError.write("\(outcome.objects) objects are in etcd at revision \(outcome.revision)")
    }

    private func bringBack(from address: EtcdAddress) async throws {
        let objects = try await EtcdMigration(configuration(address)).read()
        let storage = try SQLiteStorage(directory: state.stateDirectory, durability: .full)
        defer { storage.close() }
        let present = try storage.load()
        guard present.resourceVersion == 0 else {
            throw StorageError(
                code: .inUse, path: state.stateDirectory,
                reason: "the state directory holds objects already; choose an empty one")
        }
        let changes = objects.enumerated().map { position, object in
            StoredChange(kind: .created, object: object.stamped(Int64(position) + 1), previous: nil)
        }
        try storage.commit(changes, floor: 0)
        StandardError.write("\(changes.count) objects are in \(state.stateDirectory)")
    }

    private func configuration(_ address: EtcdAddress) -> EtcdConfiguration {
        certificates.configuration(
            address.endpoints(isSecure: certificates.isGiven))
    }
}

/// An etcd cluster as one URL: `etcd://host:port,host:port`; encrypted when certificates are given.
struct EtcdAddress: ExpressibleByArgument {
    private let list: String

    init?(argument: String) {
        let scheme = "etcd://"
        list = argument.hasPrefix(scheme) ? String(argument.dropFirst(scheme.count)) : argument
        if EtcdEndpoint.list(list, scheme: "http") == nil { return nil }
    }

    /// The members.
    func endpoints(isSecure: Bool) -> [EtcdEndpoint] {
        EtcdEndpoint.list(list, scheme: isSecure ? "https" : "http") ?? []
    }
}
