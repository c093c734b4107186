import ArgumentParser
import Etcd

/// Where the state is when it is not in the state directory; the names are kube-apiserver's.
struct EtcdOptions: ParsableArguments {
    @Option(
        name: .customLong("etcd-servers"),
        help: """
            Keep the objects in etcd, which several Martlets may share: https://HOST:PORT, separated by commas. \
            The state directory then holds certificates and the kubeconfig only.
            """)
    var servers: EtcdServers?

    @OptionGroup var certificates: EtcdCertificateOptions

    /// How etcd is reached; nil when it is not used.
    var configuration: EtcdConfiguration? { servers.map { certificates.configuration($0.endpoints) } }

    mutating func validate() throws {
        if servers == nil, certificates.isGiven {
            throw ValidationError("--etcd-cafile, --etcd-certfile and --etcd-keyfile need --etcd-servers")
        }
    }
}

/// What proves etcd's identity, and ours to it.
struct EtcdCertificateOptions: ParsableArguments {
    @Option(name: .customLong("etcd-cafile"), help: "The authority of etcd's certificates (PEM).")
    var authorityFile: String?

    @Option(name: .customLong("etcd-certfile"), help: "Our client certificate for etcd (PEM).")
    var certificateFile: String?

    @Option(name: .customLong("etcd-keyfile"), help: "The client certificate's key (PEM).")
    var keyFile: String?

    /// Whether any of them is given, which means an encrypted connection.
    var isGiven: Bool { authorityFile != nil || certificateFile != nil }

    func configuration(_ endpoints: [EtcdEndpoint]) -> EtcdConfiguration {
        EtcdConfiguration(
            endpoints: endpoints, authorityFile: authorityFile, certificateFile: certificateFile,
            keyFile: keyFile)
    }

    mutating func validate() throws {
        guard (certificateFile == nil) == (keyFile == nil) else {
            throw ValidationError("--etcd-certfile and --etcd-keyfile go together")
        }
    }
}

/// A list of etcd's client URLs.
struct EtcdServers: ExpressibleByArgument {
    var endpoints: [EtcdEndpoint]

    init?(argument: String) {
        guard let endpoints = EtcdEndpoint.list(argument) else { return nil }
        self.endpoints = endpoints
    }
}
