public import Bytes

/// JSON patch (RFC 6902): a list of operations that all succeed or leave the document as it was.
public struct JSONPatch: Sendable, Hashable {
    /// The most operations that one patch may hold, as in kube-apiserver.
    public static let operationLimit = 10_000

    /// One step.
    struct Operation: Sendable, Hashable {
        enum Action: Sendable, Hashable {
            case add(JSON), remove, replace(JSON), test(JSON), move(from: JSONPointer), copy(
                from: JSONPointer)
        }
        var action: Action
        var path: JSONPointer
        /// The path as it was written, for messages.
        var pathText: String
    }

    let operations: [Operation]

    /// Reads a patch document.
    ///
    /// - Throws: 400 `BadRequest` when it is no list of operations, 413 when it is longer than
    ///   ``operationLimit``.
    public init(_ document: JSON) throws(StatusError) {
        guard let steps = document.array else {
            throw .badRequest("error decoding patch: a JSON patch is a list of operations")
        }
        if steps.count > Self.operationLimit {
            throw StatusError(
                code: 413, reason: "RequestEntityTooLarge",
                message:
                    "The allowed maximum operations in a JSON patch is \(Self.operationLimit), got \(steps.count)"
            )
        }
        var operations: [Operation] = []
        for (index, step) in steps.enumerated() {
            do throws(JSONPatchError) { operations.append(try Self.operation(step, at: index)) } catch {
                throw .badRequest("error decoding patch: \(error.sentence)")
            }
        }
        self.operations = operations
    }

    /// The document with all operations applied.
    ///
    /// - Throws: a ``JSONPatchError`` that names the first operation that cannot be applied.
    public func apply(to document: JSON) throws(JSONPatchError) -> JSON {
        var result = document
        var budget = JSONPatchBudget()
        for operation in operations { try operation.apply(to: &result, &budget) }
        return result
    }

    private static func operation(_ json: JSON, at index: Int) throws(JSONPatchError) -> Operation {
        func member(_ name: String) throws(JSONPatchError) -> String {
            guard let text = json[name]?.string else {
                throw JSONPatchError("operation \(index) has no string \"\(name)\"")
            }
            return text
        }
        func pointer(_ name: String) throws(JSONPatchError) -> JSONPointer {
            let text = try member(name)
            guard let pointer = JSONPointer(text) else {
                throw JSONPatchError(
                    "operation \(index): \"\(name)\" \(GoText.quoted(text)) is not a JSON pointer")
            }
            return pointer
        }
        func value() throws(JSONPatchError) -> JSON {
            guard let value = json["value"] else {
                throw JSONPatchError("operation \(index) has no \"value\"")
            }
            return value
        }
        let name = try member("op")
        let action: Operation.Action
        switch name {
        case "add": action = .add(try value())
        case "remove": action = .remove
        case "replace": action = .replace(try value())
        case "test": action = .test(try value())
        case "move": action = .move(from: try pointer("from"))
        case "copy": action = .copy(from: try pointer("from"))
        default: throw JSONPatchError("operation \(index): unexpected kind: \(name)")
        }
        return Operation(action: action, path: try pointer("path"), pathText: try member("path"))
    }
}

/// Why a JSON patch does not fit the document.
public struct JSONPatchError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What could not be done and where.
    public let sentence: String

    init(_ sentence: String) { self.sentence = sentence }

    /// The sentence.
    public var description: String { sentence }

    /// 422 `Invalid`, in the words of kube-apiserver, which keeps the sentence to itself.
    public var status: StatusError {
        StatusError(
            code: 422, reason: "Invalid",
            message: "the server rejected our request due to an error in our request")
    }
}

extension JSONPatch.Operation {
    func apply(to document: inout JSON, _ budget: inout JSONPatchBudget) throws(JSONPatchError) {
        switch action {
        case .add(let value):
            try budget.admit(value, at: path, pathText)
            try document.add(value, at: path, pathText)
        case .remove: _ = try document.remove(at: path, pathText)
        case .replace(let value):
            try budget.admit(value, at: path, pathText)
            guard document.value(at: path) != nil else {
                throw JSONPatchError(
                    "replace operation does not apply: doc is missing key: \(pathText): missing value")
            }
            if path.tokens.isEmpty {
                document = value
            } else {
                // Replacing is removing and adding at the same place (RFC 6902, section 4.3).
                _ = try document.remove(at: path, pathText)
                try document.add(value, at: path, pathText)
            }
        case .test(let value):
            // A missing place equals null, as kube-apiserver's library has it.
            let found = document.value(at: path) ?? .null
            if !found.equalsNumerically(value) {
                throw JSONPatchError("testing value \(pathText) failed: test failed")
            }
        case .move(let from):
            if from != path && from.isPrefix(of: path) {
                throw JSONPatchError("move operation does not apply: \(pathText) is inside of what is moved")
            }
            let value = try document.remove(at: from, pathText)
            if path.tokens.count > from.tokens.count {
                try budget.admit(copied: value, at: path, pathText)
            }
            try document.add(value, at: path, pathText)
        case .copy(let from):
            guard let value = document.value(at: from) else {
                throw JSONPatchError("copy operation does not apply: its \"from\" is missing: missing value")
            }
            try budget.admit(copied: value, at: path, pathText)
            try document.add(value, at: path, pathText)
        }
    }
}

extension JSON {
    fileprivate func value(at pointer: JSONPointer) -> JSON? {
        var value = self
        for token in pointer.tokens {
            switch value {
            case .object(let members):
                guard let next = members[token] else { return nil }
                value = next
            case .array(let elements):
                guard let index = JSONPointer.index(token), index < elements.count else { return nil }
                value = elements[index]
            default: return nil
            }
        }
        return value
    }

    fileprivate mutating func add(_ value: JSON, at pointer: JSONPointer, _ text: String)
        throws(JSONPatchError)
    {
        guard let last = pointer.tokens.last else {
            self = value
            return
        }
        try change(pointer.parent.tokens[...], text) { (parent) throws(JSONPatchError) in
            switch parent {
            case .object: parent[last] = value
            case .array(var elements):
                let index = last == "-" ? elements.count : JSONPointer.index(last)
                guard let index, index <= elements.count else {
                    throw JSONPatchError("add operation does not apply: \(text): invalid index referenced")
                }
                parent = .null
                elements.insert(value, at: index)
                parent = .array(elements)
            default:
                throw JSONPatchError(
                    "add operation does not apply: doc is missing path: \(text): missing value")
            }
        }
    }

    fileprivate mutating func remove(at pointer: JSONPointer, _ text: String) throws(JSONPatchError) -> JSON {
        guard let removed = value(at: pointer) else {
            throw JSONPatchError(
                "remove operation does not apply: doc is missing path: \(text): missing value")
        }
        guard let last = pointer.tokens.last else {
            self = .null
            return removed
        }
        try change(pointer.parent.tokens[...], text) { (parent) throws(JSONPatchError) in
            if case .array(var elements) = parent, let index = JSONPointer.index(last) {
                parent = .null
                elements.remove(at: index)
                parent = .array(elements)
            } else {
                parent[last] = nil
            }
        }
        return removed
    }

    private mutating func change(
        _ path: ArraySlice<String>, _ text: String, _ body: (inout JSON) throws(JSONPatchError) -> Void
    ) throws(JSONPatchError) {
        guard let first = path.first else { return try body(&self) }
        switch self {
        case .object(var members):
            guard var child = members[first] else {
                throw JSONPatchError("doc is missing path: \(text): missing value")
            }
            try child.change(path.dropFirst(), text, body)
            members[first] = child
            self = .object(members)
        case .array(var elements):
            guard let index = JSONPointer.index(first), index < elements.count else {
                throw JSONPatchError("doc is missing path: \(text): missing value")
            }
            try elements[index].change(path.dropFirst(), text, body)
            self = .array(elements)
        default: throw JSONPatchError("doc is missing path: \(text): missing value")
        }
    }
}
