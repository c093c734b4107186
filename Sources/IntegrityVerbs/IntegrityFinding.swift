public import Bytes
public import ChangeExplanation
public import FileIntegrity

/// One file that is not as it was, as `martlet integrity` tells it.
public struct IntegrityFinding: Sendable, Equatable {
    /// What happened to the file.
    public enum Kind: String, Sendable, CaseIterable {
        /// It is new.
        case added
        /// It is gone.
        case removed
        /// It is there and differs.
        case changed
    }

    /// One attribute with both values.
    public struct Change: Sendable, Equatable {
        /// The attribute's name in reports, such as `sha256`.
        public var attribute: String
        /// The values before; one line each.
        public var old: [String]
        /// The values now.
        public var new: [String]

        /// Makes a change.
        public init(attribute: String, old: [String], new: [String]) {
            self.attribute = attribute
            self.old = old
            self.new = new
        }
    }

    /// The file, without the root prefix; control characters are octal.
    public var path: String
    /// What happened.
    public var kind: Kind
    /// The letters that AIDE's reports have before the file.
    public var summary: String
    /// What differs; empty for added and removed files.
    public var changes: [Change]
    /// `sha256:` and the digest of this very change, by which it can be approved.
    public var digest: String
    /// Whether somebody is answerable for the change; nil when nobody was asked.
    public var explanation: Explanation?

    /// The findings of an outcome that a report with the default options would list.
    public static func all(_ outcome: IntegrityOutcome, _ dialect: Dialect) -> [IntegrityFinding] {
        ListedDifference.all(outcome, dialect).map(IntegrityFinding.init)
    }

    /// The finding of a difference.
    public init(_ listed: ListedDifference) {
        path = String(decoding: PlainText.escaped(listed.path), as: UTF8.self)
        kind = listed.isAdded ? .added : listed.isRemoved ? .removed : .changed
        summary = listed.summary
        changes = listed.changes.map { change in
            Change(attribute: change.attribute, old: change.old, new: change.new)
        }
        digest = "\(Approval.finding(listed.difference.digest))"
    }

    /// Whether ``path`` is the file's name letter by letter.
    var hasPlainPath: Bool { !path.contains { $0 == "\\" || $0 == "\u{FFFD}" } }

    /// The finding as an object.
    public var json: JSON {
        var object = JSONObject([
            ("path", .string(path)), ("kind", .string(kind.rawValue)), ("summary", .string(summary)),
            ("digest", .string(digest)),
        ])
        if !changes.isEmpty {
            object["changes"] = .array(
                changes.map { change in
                    .object(
                        JSONObject([
                            ("attribute", .string(change.attribute)),
                            ("old", .array(change.old.map(JSON.string))),
                            ("new", .array(change.new.map(JSON.string))),
                        ]))
                })
        }
        if let explanation {
            object["explained"] = .bool(explanation.isExplained)
            object["explanation"] = .string(PlainText.escaped(explanation.sentence))
        }
        return .object(object)
    }
}
