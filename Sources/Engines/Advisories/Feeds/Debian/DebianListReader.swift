import Bytes

/// Reads the lists of Debian's security advisories, `data/DSA/list` and `data/DLA/list` of its security tracker.
///
/// An advisory is a line with its day, name and package; indented below it are its CVEs in braces, what holds for each
/// release, and notes.
public struct DebianListReader: FeedReader {
    /// What the feed is called.
    public let feed: String

    /// A reader of one feed.
    public init(feed: String) { self.feed = feed }

    /// Whether the file is called `list`, `DSA-list` or `DLA-list`.
    public func wants(_ file: FeedFile.Name) -> Bool {
        ["list", "DSA-list", "DLA-list", "DTSA-list"].contains(FeedFile.last(of: file))
    }

    /// Reads a list.
    public func read(_ file: FeedFile, _ give: @escaping (FeedItem) -> Void) {
        var current: Advisory?
        for (index, line) in file.bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
        {
            let text = Substring(String(decoding: line, as: UTF8.self))
            let row = Row(file: file.name, place: "\(index + 1)", give: give)
            if text.first == "[" {
                if let current { file.give(current, give) }
                current = head(text, row)
            } else if text.first?.isWhitespace ?? false, current != nil {
                detail(text.drop { $0.isWhitespace }, row, &current)
            } else if !text.isEmpty, current != nil {
                row.quarantine("", "is no line of an advisory")
            }
        }
        if let current { file.give(current, give) }
    }

    /// Reads `[29 Mar 2023] DSA-5380-1 xorg-server - security update`.
    private func head(_ line: Substring, _ row: Row) -> Advisory? {
        guard let bracket = line.firstIndex(of: "]") else {
            row.quarantine("", "the day has no closing bracket")
            return nil
        }
        let words = line[line.index(after: bracket)...].split(separator: " ", maxSplits: 1)
        guard let id = words.first else {
            row.quarantine("", "names no advisory")
            return nil
        }
        var advisory = Advisory(id: String(id), feed: feed)
        advisory.published = day(line[line.index(after: line.startIndex)..<bracket])
        if advisory.published == nil { row.quarantine("day", "is no day of the form \"29 Mar 2023\"") }
        advisory.summary = words.count == 2 ? String(words[1]) : nil
        return advisory
    }

    private func day(_ text: Substring) -> Timestamp? {
        let parts = text.split(separator: " ")
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        guard parts.count == 3, let day = Int64(parts[0]), let year = Int64(parts[2]),
            (1000...9999).contains(year), let month = months.firstIndex(of: String(parts[1].prefix(3)))
        else { return nil }
        let date = CivilDate(year: year, month: Int64(month + 1), day: day)
        return date.isValid ? Timestamp(secondsSince1970: date.daysSince1970 * 86_400) : nil
    }

    private func detail(_ line: Substring, _ row: Row, _ advisory: inout Advisory?) {
        if line.first == "{" {
            let names = line.dropFirst().prefix { $0 != "}" }.split(separator: " ")
            advisory?.upstream += names.map { String($0) }
        } else if line.first == "[" {
            if let affected = affected(line, row) { advisory?.affected.append(affected) }
        } else if line.hasPrefix("- ") || line.hasPrefix("-\t") {
            // A package without a release is of unstable, which DSAs do not judge.
        } else if !line.isEmpty, !Self.remarks.contains(where: { line.hasPrefix($0) }) {
            row.quarantine("", "is no detail of an advisory")
        }
    }

    private static let remarks = ["NOTE:", "TODO:", "RESERVED", "REJECTED"]

    /// Reads `[bullseye] - xorg-server 2:1.20.11-1+deb11u6 (medium; bug #1)`.
    private func affected(_ line: Substring, _ row: Row) -> Affected? {
        let words = line.split(separator: " ", maxSplits: 4)
        guard words.count >= 4, words[0].last == "]", words[1] == "-" else {
            row.quarantine("", "is not of the form \"[release] - package version\"")
            return nil
        }
        let version = words[3]
        let stated = version.hasPrefix("<") ? Self.state(version) : .fixed(in: String(version))
        guard let state = stated else {
            row.quarantine("version", "\"\(version.prefix(100))\" is no state")
            return nil
        }
        var affected = Affected(
            ecosystem: DebianRelease.ecosystem(words[0].dropFirst().dropLast()), name: String(words[2]),
            role: .source, state: state)
        if words.count == 5, words[4].first == "(" {
            let remarks = words[4].dropFirst().prefix { $0 != ")" }.split(separator: ";")
            let urgencies: Set<Substring> = ["unimportant", "low", "medium", "high"]
            affected.severity = remarks.map { $0.drop { $0 == " " } }.first(where: urgencies.contains).map {
                String($0)
            }
        }
        return affected
    }

    /// The state that a word in angle brackets names (the tracker's documentation, "Tracking vulnerabilities").
    private static func state(_ word: Substring) -> VendorState? {
        switch word {
        case "<not-affected>": .notAffected(nil)
        case "<undetermined>": .undetermined
        case "<unfixed>": .unfixed(nil)
        case "<end-of-life>": .unfixed(.endOfLife)
        case "<ignored>": .unfixed(.willNotFix)
        case "<no-dsa>", "<postponed>": .unfixed(.deferred)
        case "<removed>", "<itp>": .notAffected(.componentNotPresent)
        default: nil
        }
    }
}
