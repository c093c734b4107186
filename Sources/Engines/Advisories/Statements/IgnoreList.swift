import Bytes
public import PackageURLs
import YAML

/// Findings that somebody decided to live with, for how long and why.
///
/// ```yaml
/// ignore:
///   - id: CVE-2026-1234
///     package: pkg:deb/debian/curl     # or a name; left out: every package
///     reason: The option that has the flaw is not built in.
///     expires: 2026-12-31
/// ```
///
/// Every entry of this form says why and until when. Trivy's `.trivyignore`, plain and in YAML, are read too; their
/// entries may leave out both.
public struct IgnoreList: Sendable, Hashable {
    /// One decision.
    public struct Entry: Sendable, Hashable {
        /// The flaw's identifier, or that of any alias of it.
        public var id: String
        /// The packages that are meant: package URLs or names; empty for all.
        public var packages: [String] = []
        /// Where the packages are that are meant, as patterns of paths; empty for everywhere.
        public var paths: [String] = []
        /// Why.
        public var reason: String?
        /// The last day on which it holds; nil for ever, which only Trivy's forms can say.
        public var expires: Timestamp?

        /// A decision of which no more than the flaw is known.
        public init(id: String) { self.id = id }
    }

    /// The decisions.
    public var entries: [Entry] = []
    /// Entries that are left out because they cannot be believed.
    public var quarantined: [QuarantinedRow] = []

    /// Reads a list in any of the three forms.
    ///
    /// - Throws: ``QuarantinedRow`` for YAML that cannot be read.
    public init(_ file: FeedFile) throws(QuarantinedRow) {
        if file.name.hasSuffix(".yaml") || file.name.hasSuffix(".yml") {
            try readYAML(file)
        } else {
            readLines(file)
        }
    }

    /// The decisions that hold on a day for a flaw in a package.
    ///
    /// - Parameters:
    ///   - names: the flaw's identifier and its aliases.
    ///   - package: the package that has it.
    ///   - day: any second of the day; a decision still holds on the day on which it expires.
    public func entries(for names: Set<String>, in package: PackageURL, on day: Timestamp) -> [Entry] {
        entries.filter { $0.holds(on: day) && names.contains($0.id) && $0.covers(package) }
    }

    /// The decisions that no longer hold on a day.
    public func expired(on day: Timestamp) -> [Entry] { entries.filter { !$0.holds(on: day) } }

    private mutating func readYAML(_ file: FeedFile) throws(QuarantinedRow) {
        let root: JSON
        do throws(YAMLError) { root = try YAML.parse(bytes: file.bytes).first ?? .null } catch {
            throw QuarantinedRow(file: file.name, place: "\(error.line)", reason: error.reason)
        }
        if root.isNull { return }
        guard let members = root.object else {
            throw QuarantinedRow(file: file.name, reason: "is no map")
        }
        for (index, element) in (members["ignore"]?.array ?? []).enumerated() {
            add(IgnoreEntryReader(element, file: file.name, path: "ignore[\(index)]").own())
        }
        // Misconfigurations, secrets and licences, which Trivy's list has too, are no flaws of packages.
        for (index, element) in (members["vulnerabilities"]?.array ?? []).enumerated() {
            add(IgnoreEntryReader(element, file: file.name, path: "vulnerabilities[\(index)]").trivy())
        }
        if members["ignore"] == nil, members["vulnerabilities"] == nil {
            throw QuarantinedRow(file: file.name, field: "ignore", reason: "is missing")
        }
    }

    private mutating func add(_ result: Result<Entry, QuarantinedRow>) {
        switch result {
        case .success(let entry): entries.append(entry)
        case .failure(let row): quarantined.append(row)
        }
    }

    /// Reads lines of an identifier, and `exp:` with the last day.
    private mutating func readLines(_ file: FeedFile) {
        for (index, line) in file.bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
        {
            let text = String(decoding: line, as: UTF8.self).prefix { $0 != "#" }
            let words = text.split { $0.isWhitespace }
            guard let id = words.first else { continue }
            var entry = Entry(id: String(id))
            for word in words.dropFirst() {
                if word.hasPrefix("exp:"), let day = Timestamp(word.dropFirst(4)) {
                    entry.expires = day
                } else {
                    entry.id = ""
                }
            }
            if entry.id.isEmpty {
                let reason = "is not of the form \"CVE-2026-1 exp:2026-12-31\""
                quarantined.append(
                    QuarantinedRow(file: file.name, place: "\(index + 1)", reason: reason))
            } else {
                entries.append(entry)
            }
        }
    }
}

extension IgnoreList.Entry {
    /// Whether the decision holds on a day.
    public func holds(on day: Timestamp) -> Bool {
        guard let expires else { return true }
        func days(_ time: Timestamp) -> Int64 {
            let seconds = time.secondsSince1970
            return (seconds >= 0 ? seconds : seconds - 86_399) / 86_400
        }
        return days(day) <= days(expires)
    }

    /// Whether the decision is of a package.
    public func covers(_ package: PackageURL) -> Bool {
        packages.isEmpty
            || packages.contains { text in
                if let own = try? PackageURL(text) { return own.covers(package) }
                let whole = [package.namespace, package.name].compactMap { $0 }.joined(separator: "/")
                return text == package.name || text == whole
            }
    }
}
