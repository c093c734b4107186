/// What a rule needs to know of a cluster: an API path, what of the answer, and the file that the rule reads.
public struct PlatformRequest: Sendable, Hashable {
    /// The path with its query, such as `/apis/config.openshift.io/v1/oauths/cluster`.
    public var endpoint: String
    /// What of the answer is kept, in the language of jq; empty for all of it.
    public var filter: String
    /// The file that the rule's check reads, from the scanned root.
    public var dumpPath: String
    /// Whether an answer that is not there is what the rule expects, so that nobody should be told.
    public var suppressesWarning: Bool

    /// Makes a request.
    public init(endpoint: String, filter: String = "", dumpPath: String, suppressesWarning: Bool = false) {
        self.endpoint = endpoint
        self.filter = filter
        self.dumpPath = dumpPath
        self.suppressesWarning = suppressesWarning
    }
}

/// Everything that a scan needs to know of a cluster.
public struct PlatformPlan: Sendable {
    /// What to fetch, each file once.
    public internal(set) var requests: [PlatformRequest] = []
    /// The files that each rule reads, by the rule's id.
    public internal(set) var filesByRule: [String: [PlatformRequest]] = [:]
    /// Whether a rule reads the configuration that kubelets run with.
    public internal(set) var needsKubelets = false
    /// The directory of the scanned root below which the files lie.
    public let dataRoot: String
    /// What a person should know, such as rules whose templates are wrong; one sentence each.
    public internal(set) var notes: [String] = []

    init(dataRoot: String) { self.dataRoot = dataRoot }
}
