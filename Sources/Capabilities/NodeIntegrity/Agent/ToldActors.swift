import Bytes
import FileEvents
import FileIntegrity
import IntegrityVerbs
import IntegrityWatch

/// Who touched the files that are not as a node's database says, as far as a watch was told.
struct ToldActors: Equatable, Sendable {
    private struct Told: Equatable {
        /// Stands for the change.
        var digest: String
        /// In the order of what they did, the last ones.
        var actors: [JSON]
        /// The last of them, in words.
        var text: String
    }

    /// By the node's own path, as text.
    private var told: [String: Told] = [:]
    private static let mostFiles = 1000
    private static let mostActors = 8

    /// Whether nobody is known.
    var isEmpty: Bool { told.isEmpty }

    /// Takes in what a watch found.
    mutating func take(_ finding: WatchFinding) {
        let path = finding.finding.path
        if finding.isResolved {
            told[path] = nil
            return
        }
        guard let last = finding.actors.last, told[path] != nil || told.count < Self.mostFiles else { return }
        var actors = told[path]?.actors ?? []
        for actor in finding.actors.map(\.json) where !actors.contains(actor) { actors.append(actor) }
        told[path] = Told(
            digest: finding.finding.digest, actors: actors.suffix(Self.mostActors), text: last.text)
    }

    /// Adds what was written down before this process began, of changes that still are the same.
    mutating func recall(_ json: JSON, of listed: [ListedDifference]) {
        let digests = Dictionary(listed.map { (Self.path($0), Self.digest($0)) }) { first, _ in first }
        for entry in (json.array ?? []).prefix(Self.mostFiles) {
            guard let path = entry["path"]?.string.map(NodeConfiguration.below),
                let digest = entry["digest"]?.string,
                let text = entry["by"]?.string, let actors = entry["actors"]?.array, told[path] == nil,
                digests[path] == digest
            else { continue }
            told[path] = Told(digest: digest, actors: actors.suffix(Self.mostActors), text: text)
        }
    }

    /// Who touched the files of a report, a file an entry; nil when nobody is known.
    func json(of listed: [ListedDifference]) -> JSON? {
        let entries = listed.compactMap { difference -> JSON? in
            guard let told = told[Self.path(difference)] else { return nil }
            return [
                "path": .string(String(decoding: PlainText.escaped(difference.path), as: UTF8.self)),
                "digest": .string(Self.digest(difference)), "by": .string(told.text),
                "actors": .array(told.actors),
            ]
        }
        return entries.isEmpty ? nil : .array(entries)
    }

    private static func path(_ shown: ListedDifference) -> String {
        String(decoding: PlainText.escaped(NodeFindings.own(shown.difference).path), as: UTF8.self)
    }

    private static func digest(_ shown: ListedDifference) -> String {
        "\(Approval.finding(NodeFindings.own(shown.difference).digest))"
    }
}
