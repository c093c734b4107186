import Bytes
import Capability
import FileIntegrity
import IntegrityVerbs

/// A signed statement in words.
enum BaselineText {
    /// One line: the number, what it holds, who made it and when.
    static func line(_ signed: SignedStatement) -> String {
        let statement = signed.statement
        let how =
            if case .approved(let changes) = statement.origin { "\(changes.count) approved" } else { "made" }
        return
            "baseline \(statement.counter) of \(PlainText.escaped(statement.node)): \(statement.count) entries, "
            + "\(how) \(CivilTime(secondsSince1970: statement.time).text)Z by \(PlainText.escaped(statement.author)), root "
            + Hex.encode(statement.root)
    }

    /// What a command made: a line for a person, or what there is to publish.
    static func show(_ signed: SignedStatement, _ output: OutputFormat) {
        if case .approved(let changes) = signed.statement.origin, output == .table {
            let lines = changes.map { "approved   \($0.kind.rawValue)   \($0.path)\n" }
            StandardOutput.put(Array(lines.joined().utf8))
        }
        if output != .table {
            StandardOutput.put(Array(output.render(PublishedStatement.json(of: signed)).utf8))
        }
        StandardError.write(line(signed))
    }
}
