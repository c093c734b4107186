import Access
import Bytes
import Cluster
import Kubernetes
import YAML

/// What goes on record, and how much of it (audit.k8s.io/v1 `Policy`).
public struct AuditPolicy: Sendable, Equatable {
    /// How much of a request is recorded.
    public enum Level: String, Sendable, Comparable, CaseIterable {
        /// Nothing.
        case none = "None"
        /// Who, what, when and how it ended.
        case metadata = "Metadata"
        /// And what was sent.
        case request = "Request"
        /// And what was answered.
        case requestResponse = "RequestResponse"

        /// Less is less.
        public static func < (left: Level, right: Level) -> Bool {
            (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
        }
    }

    /// The moments of a request that an event can be about.
    public enum Stage: String, Sendable, CaseIterable {
        /// It has come.
        case requestReceived = "RequestReceived"
        /// The head of a long answer has gone; the body is still going.
        case responseStarted = "ResponseStarted"
        /// It is answered.
        case responseComplete = "ResponseComplete"
        /// The server failed while it answered.
        case panic = "Panic"
    }

    /// Resources of one group.
    struct Resources: Sendable, Equatable {
        var group: String
        var resources: [String]
        var names: [String]
    }

    /// One rule; the first that matches a request decides.
    struct Rule: Sendable, Equatable {
        var level: Level
        var users: [String]
        var userGroups: [String]
        var verbs: [String]
        var resources: [Resources]
        var namespaces: [String]
        var nonResourceURLs: [String]
        var omitStages: [Stage]
        var omitManagedFields: Bool
    }

    var rules: [Rule]

    /// What a policy says of one request.
    struct Ruling: Sendable, Equatable {
        var level: Level
        var omitStages: [Stage]
        var omitManagedFields: Bool
    }

    /// What is recorded of a request; nothing when no rule matches.
    func ruling(of request: RequestAttributes) -> Ruling {
        guard let rule = rules.first(where: { $0.matches(request) }) else {
            return Ruling(level: .none, omitStages: [], omitManagedFields: false)
        }
        return Ruling(
            level: rule.level, omitStages: rule.omitStages, omitManagedFields: rule.omitManagedFields)
    }

    /// Reads a policy file's text, YAML or JSON.
    ///
    /// - Parameter file: the name that errors carry.
    /// - Throws: ``AuditPolicyError``, naming the field.
    public init(parsing text: String, file: String) throws(AuditPolicyError) {
        let json: JSON
        do throws(YAMLError) { json = try YAML.parseOne(text, file: file) } catch {
            throw AuditPolicyError(file: file, field: "", reason: "\(error)")
        }
        do throws(AuditPolicyReader.Problem) { self.init(rules: try AuditPolicyReader.rules(json)) } catch {
            throw AuditPolicyError(file: file, field: error.field, reason: error.reason)
        }
    }

    /// Reads a policy file.
    ///
    /// - Throws: ``AuditPolicyError``, naming the file and, where one is at fault, the field.
    public init(contentsOf path: String) throws(AuditPolicyError) {
        let bytes: [UInt8]?
        do throws(IdentityError) { bytes = try StateFile(path: path).read() } catch {
            throw AuditPolicyError(file: path, field: "", reason: error.reason)
        }
        guard let bytes else { throw AuditPolicyError(file: path, field: "", reason: "is not there") }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw AuditPolicyError(file: path, field: "", reason: "is not UTF-8")
        }
        try self.init(parsing: text, file: path)
    }

    init(rules: [Rule]) { self.rules = rules }
}

/// Why a policy file cannot be used.
public struct AuditPolicyError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The file.
    public var file: String
    /// The path of the field, such as `rules[0].level`; empty when the whole is meant.
    public var field: String
    /// What is wrong.
    public var reason: String

    /// `file: field: reason`.
    public var description: String { [file, field, reason].filter { !$0.isEmpty }.joined(separator: ": ") }
}

extension AuditPolicy.Rule {
    fileprivate func matches(_ request: RequestAttributes) -> Bool {
        func names(_ list: [String], _ value: String) -> Bool { list.isEmpty || list.contains(value) }
        guard names(users, request.user.name), names(verbs, request.verb),
            userGroups.isEmpty || userGroups.contains(where: request.user.groups.contains)
        else { return false }
        if !namespaces.isEmpty || !resources.isEmpty {
            return request.path == nil && names(namespaces, request.namespace ?? "")
                && (resources.isEmpty || resources.contains { $0.matches(request) })
        }
        guard !nonResourceURLs.isEmpty else { return true }
        guard let path = request.path else { return false }
        return nonResourceURLs.contains {
            $0 == path || $0.hasSuffix("*") && path.hasPrefix($0.dropLast())
        }
    }
}

extension AuditPolicy.Resources {
    fileprivate func matches(_ request: RequestAttributes) -> Bool {
        guard group == request.group else { return false }
        if resources.isEmpty { return true }
        guard names.isEmpty || names.contains(request.name ?? "") else { return false }
        let subresource = request.subresource ?? ""
        let combined = subresource.isEmpty ? request.resource : "\(request.resource)/\(subresource)"
        return resources.contains { wanted in
            wanted == combined || wanted == "*" || wanted == "\(request.resource)/*"
                || !subresource.isEmpty && wanted == "*/\(subresource)"
        }
    }
}
