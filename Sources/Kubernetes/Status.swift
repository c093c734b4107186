public import Bytes

/// An API server's refusal: the `Status` object that every Kubernetes client knows how to read.
public struct StatusError: Error, Sendable, Equatable, CustomStringConvertible {
    /// One thing that is wrong with an object, `details.causes[]`.
    public struct Cause: Sendable, Equatable {
        /// Such as `FieldValueInvalid`.
        public var reason: String
        /// The sentence for a person.
        public var message: String
        /// The path of the field, such as `spec.replicas`.
        public var field: String

        /// Makes a cause.
        public init(reason: String, message: String, field: String) {
            self.reason = reason
            self.message = message
            self.field = field
        }
    }

    /// The HTTP status code.
    public var code: Int
    /// The machine-readable reason, such as `NotFound`.
    public var reason: String
    /// The sentence for a person.
    public var message: String
    /// `details.name`, or nil.
    public var name: String?
    /// `details.group`, or nil.
    public var group: String?
    /// `details.kind` (for most errors the plural of the resource), or nil.
    public var kind: String?
    /// `details.causes`.
    public var causes: [Cause]
    /// `details.retryAfterSeconds`, or nil.
    public var retryAfterSeconds: Int?

    /// Makes a refusal.
    public init(
        code: Int, reason: String, message: String, name: String? = nil, group: String? = nil,
        kind: String? = nil,
        causes: [Cause] = [], retryAfterSeconds: Int? = nil
    ) {
        self.code = code
        self.reason = reason
        self.message = message
        self.name = name
        self.group = group
        self.kind = kind
        self.causes = causes
        self.retryAfterSeconds = retryAfterSeconds
    }

    /// The message.
    public var description: String { message }

    /// The `Status` object that goes over the wire.
    public var json: JSON {
        var details: JSON = [:]
        if let name, !name.isEmpty { details["name"] = .string(name) }
        if let group, !group.isEmpty { details["group"] = .string(group) }
        if let kind { details["kind"] = .string(kind) }
        if !causes.isEmpty {
            details["causes"] = .array(
                causes.map { cause in
                    var json: JSON = ["reason": .string(cause.reason), "message": .string(cause.message)]
                    if !cause.field.isEmpty { json["field"] = .string(cause.field) }
                    return json
                })
        }
        if let retryAfterSeconds { details["retryAfterSeconds"] = .int(Int64(retryAfterSeconds)) }
        var json: JSON = [
            "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Failure",
            "message": .string(message), "code": .int(Int64(code)),
        ]
        if !reason.isEmpty { json["reason"] = .string(reason) }
        if details.object?.isEmpty == false { json["details"] = details }
        return json
    }
}

extension StatusError {
    /// 404: no object of that name.
    public static func notFound(_ type: ResourceType, _ name: String) -> StatusError {
        StatusError(
            code: 404, reason: "NotFound", message: "\(type.qualifiedName) \"\(name)\" not found", name: name,
            group: type.group, kind: type.plural)
    }

    /// 409: an object of that name is there already.
    public static func alreadyExists(_ type: ResourceType, _ name: String) -> StatusError {
        StatusError(
            code: 409, reason: "AlreadyExists", message: "\(type.qualifiedName) \"\(name)\" already exists",
            name: name, group: type.group, kind: type.plural)
    }

    /// 409: the object changed since the caller read it.
    public static func conflict(_ type: ResourceType, _ name: String, _ why: String? = nil) -> StatusError {
        let why =
            why
            ?? "the object has been modified; please apply your changes to the latest version and try again"
        return StatusError(
            code: 409, reason: "Conflict",
            message: "Operation cannot be fulfilled on \(type.qualifiedName) \"\(name)\": \(why)", name: name,
            group: type.group, kind: type.plural)
    }

    /// 400: fields that the kind does not know, or that stand there twice, under strict validation.
    public static func strictDecoding(_ kind: GroupVersionKind, _ problems: [String]) -> StatusError {
        .badRequest(
            "\(kind.kind) in version \"\(kind.version)\" cannot be handled as a \(kind.kind): strict decoding error: "
                + problems.joined(separator: ", "))
    }

    /// 422: the object breaks its schema; several causes are joined as `[a, b]`.
    public static func invalid(_ kind: GroupVersionKind, _ name: String, _ causes: [Cause]) -> StatusError {
        let qualified = kind.group.isEmpty ? kind.kind : "\(kind.kind).\(kind.group)"
        let sentences = causes.map { $0.field.isEmpty ? $0.message : "\($0.field): \($0.message)" }
        let joined = sentences.count == 1 ? sentences[0] : "[\(sentences.joined(separator: ", "))]"
        return StatusError(
            code: 422, reason: "Invalid", message: "\(qualified) \"\(name)\" is invalid: \(joined)",
            name: name,
            group: kind.group, kind: kind.kind, causes: causes)
    }

    /// 400: the request itself makes no sense.
    public static func badRequest(_ message: String) -> StatusError {
        StatusError(code: 400, reason: "BadRequest", message: message)
    }

    /// 410: the resource version is older than the history that is kept.
    public static func expired(_ message: String) -> StatusError {
        StatusError(code: 410, reason: "Expired", message: message)
    }

    /// 500: something failed that the caller cannot mend.
    public static func internalError(_ message: String) -> StatusError {
        StatusError(code: 500, reason: "InternalError", message: "Internal error occurred: \(message)")
    }
}
