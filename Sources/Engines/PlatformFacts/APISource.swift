public import Bytes

/// Where the facts of a cluster come from: a live one, the embedded one, or a directory that holds what one said.
public protocol APISource: Sendable {
    /// The answer to a GET of a path with its query, lists in one piece.
    ///
    /// - Throws: ``APISourceError`` when there is no answer at all, which ends a scan.
    func get(_ path: String) async throws(APISourceError) -> APIAnswer

    /// Whether the cluster knows any kind of an API group, such as `config.openshift.io`.
    func serves(group: String) async throws(APISourceError) -> Bool

    /// What a directory keeps ready-made for a check's file, such as fixtures do; nil for everything else.
    func readyMade(_ dumpPath: String) -> [UInt8]?
}

extension APISource {
    /// A source that is asked keeps nothing ready-made.
    public func readyMade(_ dumpPath: String) -> [UInt8]? { nil }
}

/// What a cluster says to a question.
public enum APIAnswer: Sendable {
    /// The answer as it came.
    case bytes([UInt8])
    /// The answer as values.
    case json(JSON)
    /// 404; the reason is the one of the `Status`, such as `NotFound`.
    case notFound(reason: String, message: String)
    /// 401 or 403: this user may not see it.
    case forbidden(message: String)
}

/// Why a cluster gave no answer.
public struct APISourceError: Error, Sendable, CustomStringConvertible {
    /// What was asked.
    public let path: String
    /// Why there is no answer.
    public let reason: String

    /// Makes an error.
    public init(path: String, reason: String) {
        self.path = path
        self.reason = reason
    }

    /// `PATH: …`.
    public var description: String { "\(path): \(reason)" }
}

/// A filter in the language of jq, read once and applied to many values.
public protocol JSONFilter: Sendable {
    /// All that the filter gives for a value.
    func outputs(of value: JSON) throws -> [JSON]
}

/// Reads a filter; throws a sentence about what is wrong with it.
public typealias JSONFilterReader = @Sendable (String) throws -> any JSONFilter
