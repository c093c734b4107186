import APIServer
import ArgumentParser
import Glibc
import Logging

/// The options of the audit record, named as kube-apiserver's.
struct AuditOptions: ParsableArguments {
    @Option(
        name: .customLong("audit-policy"),
        help: "A Policy of audit.k8s.io/v1 that says which requests go on record. Default: none do.")
    var policy: String?

    @Option(
        name: .customLong("audit-log-path"),
        help: "The file of the record. Default: audit/audit.log in the state directory.")
    var path: String?

    @Option(name: .customLong("audit-log-maxsize"), help: "The file's largest size in MiB.")
    var maximumSize = 100

    @Option(
        name: .customLong("audit-log-maxbackup"), help: "How many older files are kept; 0 keeps all.")
    var maximumBackups = 10

    @Option(
        name: .customLong("audit-log-maxage"), help: "For how many days older files are kept; 0 for ever.")
    var maximumAge = 30

    func validate() throws {
        guard (1...1 << 20).contains(maximumSize), maximumBackups >= 0, maximumAge >= 0 else {
            throw ValidationError(
                "--audit-log-maxsize must be 1 to 1048576, --audit-log-maxbackup and --audit-log-maxage "
                    + "must not be negative.")
        }
        if path != nil, policy == nil {
            throw ValidationError("--audit-log-path needs an --audit-policy.")
        }
    }

    /// Opens the record; nil without a policy.
    func open(stateDirectory: String, logger: Logger) throws -> AuditLog? {
        guard let policy else { return nil }
        let rules = try AuditPolicy(contentsOf: policy)
        let folder = "\(stateDirectory)/audit"
        if path == nil, mkdir(folder, 0o700) != 0, errno != EEXIST {
            throw ValidationError("\(folder): cannot be created: \(String(cString: strerror(errno)))")
        }
        return try AuditLog(
            policy: rules, path: path ?? "\(folder)/audit.log",
            rotation: AuditRotation(
                maximumSize: maximumSize << 20, maximumBackups: maximumBackups, maximumAge: maximumAge),
            logger: logger)
    }
}
