public import Bytes
public import FileIntegrity

/// Looks a configuration through and tells of everything in it that is wrong or odd.
///
/// ```swift
/// let check = ConfigurationCheck(.file("/etc/aide.conf"), dialect: .v0_18, files: files)
/// for remark in check.remarks { print(remark.text) }
/// ```
public struct ConfigurationCheck: Sendable {
    /// Errors first, then warnings and notices, each in the order of lines.
    public let remarks: [ConfigurationRemark]
    /// How many rules there are; nil when the configuration cannot be used.
    public let ruleCount: Int?

    /// As many errors are enough for one look.
    private static let errorLimit = 100

    /// Looks a configuration through.
    public init(_ source: ConfigurationSource, dialect: Dialect? = nil, files: ConfigurationFiles) {
        var errors: [ConfigurationRemark] = []
        var wrong: [String: Set<Int>] = [:]
        while true {
            var reader = ConfigurationReader(
                dialect: dialect ?? source.dialect, files: Self.leavingOut(wrong, files))
            do throws(ConfigurationError) {
                try source.read(into: &reader)
            } catch {
                errors.append(
                    ConfigurationRemark(level: .error, place: error.place, message: error.message))
                // The line is left out and the rest read again; what a condition governs is not guessed.
                if let place = error.place, errors.count < Self.errorLimit, !Self.isMacro(place.text),
                    wrong[place.file, default: []].insert(place.line).inserted
                {
                    continue
                }
                remarks = Self.inOrder(errors) + reader.configuration.notes.map(ConfigurationRemark.init)
                ruleCount = nil
                return
            }
            let configuration = reader.configuration
            remarks =
                Self.inOrder(errors) + configuration.notes.map(ConfigurationRemark.init)
                + (errors.isEmpty ? RuleReview(configuration).remarks : [])
            ruleCount = errors.isEmpty ? configuration.rules.rules.count : nil
            return
        }
    }

    /// Whether the configuration can be used.
    public var isUsable: Bool { ruleCount != nil }

    /// One line for a person.
    public var summary: String {
        func count(_ level: ConfigurationRemark.Level) -> String {
            let number = remarks.count { $0.level == level }
            return "\(number) \(level.rawValue)\(number == 1 ? "" : "s")"
        }
        let numbers = [count(.error), count(.warning), count(.notice)].joined(separator: ", ")
        return (ruleCount.map { "\($0) rules; " } ?? "") + numbers
    }

    /// The remarks as an object.
    public var json: JSON {
        [
            "usable": .bool(isUsable), "rules": ruleCount.map { .int(Int64($0)) } ?? .null,
            "remarks": .array(remarks.map(\.json)),
        ]
    }

    /// A line that is not of the language is met before one whose names are unknown.
    private static func inOrder(_ errors: [ConfigurationRemark]) -> [ConfigurationRemark] {
        var files: [String?] = []
        for file in errors.map(\.place?.file) where !files.contains(file) { files.append(file) }
        return files.flatMap { file in
            errors.filter { $0.place?.file == file }.sorted { $0.place?.line ?? 0 < $1.place?.line ?? 0 }
        }
    }

    private static func isMacro(_ line: String) -> Bool {
        line.drop { $0 == " " || $0 == "\t" }.hasPrefix("@@")
    }

    /// The files without some lines, which stay as empty ones so that the others keep their numbers.
    private static func leavingOut(
        _ wrong: [String: Set<Int>], _ files: ConfigurationFiles
    ) -> ConfigurationFiles {
        var files = files
        let read = files.read
        files.read = { path in
            guard let lines = wrong[path] else { return read(path) }
            return read(path).map { bytes in
                var number = 0
                let kept = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
                    line in
                    number += 1
                    return lines.contains(number) ? [] : Array(line)
                }
                return Array(kept.joined(separator: [UInt8(ascii: "\n")]))
            }
        }
        return files
    }
}
