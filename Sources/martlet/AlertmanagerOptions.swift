import Alertmanager
import ArgumentParser
import Capability
import Logging

/// Where alerts go when no Prometheus makes them of the metrics.
struct AlertmanagerOptions: ParsableArguments {
    @Option(
        name: .customLong("alertmanager"),
        help: """
            Tell the Alertmanager at this URL of suites that are not compliant; may be given again for a cluster of \
            them.
            """
    )
    var addresses: [AlertmanagerAddress] = []

    @Option(name: .customLong("alertmanager-cafile"), help: "The authority of its certificate (PEM).")
    var authorityFile: String?

    @Option(name: .customLong("alertmanager-token-file"), help: "A file with the bearer token.")
    var tokenFile: String?

    @Option(
        name: .customLong("alertmanager-label"),
        help: "A label that every alert gets, NAME=VALUE; may be given again.")
    var labels: [AlertLabel] = []

    func validate() throws {
        if addresses.isEmpty, authorityFile != nil || tokenFile != nil || !labels.isEmpty {
            throw ValidationError(
                "--alertmanager-cafile, -token-file and -label need --alertmanager")
        }
        do { _ = try configuration(instance: nil) } catch {
            throw ValidationError("--alertmanager-token-file: \(error)")
        }
    }

    /// The way to the Alertmanagers; nil when there are none.
    ///
    /// - Parameter instance: what tells this machine's alerts from another's; nil for a whole cluster's.
    func client(instance: String?, _ logger: Logger) throws -> AlertmanagerClient? {
        if addresses.isEmpty { return nil }
        return try AlertmanagerClient(try configuration(instance: instance), logger: logger)
    }

    private func configuration(instance: String?) throws(AlertmanagerError) -> AlertmanagerConfiguration {
        var known = Dictionary(labels.map { ($0.name, $0.value) }) { _, last in last }
        if known["instance"] == nil { known["instance"] = instance }
        return try AlertmanagerConfiguration(
            addresses: addresses, authorityFile: authorityFile, tokenFile: tokenFile, labels: known)
    }
}

/// `NAME=VALUE`, as Prometheus allows labels to be called (`[a-zA-Z_][a-zA-Z0-9_]*`).
struct AlertLabel: ExpressibleByArgument {
    let name: String
    let value: String

    init?(argument: String) {
        let halves = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard halves.count == 2, let first = halves[0].utf8.first, !(0x30...0x39).contains(first),
            !halves[1].isEmpty,
            halves[0].utf8.allSatisfy({
                (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || $0 == 0x5F
            })
        else { return nil }
        name = String(halves[0])
        value = String(halves[1])
    }
}

extension AlertmanagerAddress: ExpressibleByArgument {
    /// Reads a URL.
    public init?(argument: String) { self.init(argument) }
}
