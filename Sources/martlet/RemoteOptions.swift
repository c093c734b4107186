import ArgumentParser
import Capability
import Logging
import RemoteCluster
import ServiceLifecycle
import UnixSignals

/// How the commands that serve a real cluster are told of it.
struct RemoteOptions: ParsableArguments {
    @Option(help: "A kubeconfig. Default: KUBECONFIG, the cluster that this pod is in, ~/.kube/config.")
    var kubeconfig: String?

    @Option(help: "A context of the kubeconfig. Default: its current one.")
    var context: String?

    @Option(help: "The HOST:PORT of /healthz, /readyz and /metrics; port 0 lets the system choose.")
    var health = SocketAddress(host: "127.0.0.1", port: 8081)

    @Option(
        name: .customLong("content-dir"),
        help: "A directory that SCAP content may be read from; may be given again.")
    var contentDirectories: [String] = []

    @Option(name: .customLong("log-level"), help: "trace, debug, info, notice, warning, error or critical.")
    var logLevel = Logger.Level.notice

    /// The capabilities, with the content that is installed or named.
    var capabilities: [any Capability] {
        Martlet.capabilities(contentDirectories: contentDirectories + [UpCommand.installedContent])
    }

    /// Prepares to talk to the cluster.
    func connect(_ logger: Logger) throws(RemoteClusterError) -> RemoteCluster {
        try RemoteCluster.usual(kubeconfig: kubeconfig, context: context, logger: logger)
    }

    /// Sends the log to standard error and gives its first part.
    func startLog() -> Logger {
        let level = logLevel
        LoggingSystem.bootstrap { label in
            var handler = StreamLogHandler.standardError(label: label)
            handler.logLevel = level
            return handler
        }
        return Logger(label: "martlet")
    }

    /// Runs services until SIGTERM or SIGINT, and closes the connections in the end.
    func run(_ services: [any Service], over cluster: RemoteCluster, _ logger: Logger) async throws {
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: services.map { .init(service: $0, successTerminationBehavior: .ignore) },
                gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        let outcome: Result<Void, any Error>
        do { outcome = .success(try await group.run()) } catch { outcome = .failure(error) }
        await cluster.shutdown()
        try outcome.get()
    }
}
