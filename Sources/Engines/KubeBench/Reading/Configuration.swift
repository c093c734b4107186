import YAML

/// What `config.yaml` says: which programs and files make up a kind of node, and which benchmark is for whom.
public struct Configuration: Equatable, Sendable {
    /// The kinds of node by name, such as `master`.
    public var targets: [String: TargetConfiguration]
    /// The benchmark for a Kubernetes version or platform.
    public var benchmarkForVersion: [String: String]
    /// The kinds of node that a benchmark is about.
    public var targetsOfBenchmark: [String: [String]]

    /// The benchmark for a Kubernetes version such as `1.29`: its own, or that of the nearest earlier version.
    public func benchmark(forVersion version: String) -> String? {
        if let found = benchmarkForVersion[version] { return found }
        let parts = version.split(separator: ".").compactMap { Int($0) }
        guard parts.count >= 2, parts[1] > 0, parts[1] < 1000 else { return nil }
        for minor in (1...parts[1]).reversed() {
            if let found = benchmarkForVersion["\(parts[0]).\(minor)"] { return found }
        }
        return nil
    }
}

/// The components of one kind of node.
public struct TargetConfiguration: Equatable, Sendable {
    /// The components in the file's order.
    public var components: [Component]
    /// Sections of programs that `components` does not name; a later layer may name them.
    var spare: [Component] = []
}

/// One program of a node with the places where its files may be.
public struct Component: Equatable, Sendable {
    /// The files that a check may ask for.
    public enum FileKind: String, CaseIterable, Sendable {
        /// `$NAMEconf`: the configuration file.
        case configuration = "conf"
        /// `$NAMEsvc`: the systemd unit.
        case service = "svc"
        /// `$NAMEkubeconfig`: the file with the credentials for the API server.
        case kubeconfig
        /// `$NAMEcafile`: the certificate authority's certificate.
        case authority = "cafile"
        /// `$NAMEdatadir`: the directory with the program's data.
        case dataDirectory = "datadir"

        /// The field of the candidates.
        var candidatesField: String {
            switch self {
            case .configuration: "confs"
            case .dataDirectory: "datadirs"
            case .service, .kubeconfig, .authority: rawValue
            }
        }

        /// The field of what is taken when there is no candidate.
        var fallbackField: String { "default\(rawValue)" }
    }

    /// The places of one file.
    public struct Places: Equatable, Sendable {
        /// The first of these that exists is taken.
        public var candidates: [String]
        /// Taken when none exists; nil for the component's name.
        public var fallback: String?
    }

    /// The component's name.
    public var name: String
    /// Whether a node without it is still a node of this kind.
    public var isOptional: Bool
    /// The programs, of which the first that runs is taken; of two words the first is the program.
    public var programs: [String]
    /// Where its files may be.
    public var files: [FileKind: Places]
}
