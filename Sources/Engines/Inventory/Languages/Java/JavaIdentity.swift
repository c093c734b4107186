/// What an archive says of itself, in all the ways that Java's builders know.
struct JavaIdentity {
    private let stem: Substring
    private let fileArtifact: Substring
    private let fileVersion: Substring?
    private var maven: [MavenRecord] = []
    var manifest: Header?

    init(fileName: String) {
        stem = fileName.lastIndex(of: ".").map { fileName[..<$0] } ?? fileName[...]
        (fileArtifact, fileVersion) = Self.split(stem)
    }

    mutating func add(_ record: MavenRecord?) {
        if let record { maven.append(record) }
    }

    /// Whether a project's properties were read, so that its model says nothing more.
    func hasRecord(beside model: String) -> Bool {
        maven.contains { $0.directory.utf8.elementsEqual(MavenRecord.directory(of: model).utf8) }
    }

    /// The records of Maven, each with whether it speaks of the archive itself.
    var records: [(MavenRecord, isOwn: Bool)] { maven.map { ($0, $0 == own) } }

    /// The licences that the manifest declares (OSGi Core 8, 3.2.1.5).
    var licenses: [String] {
        manifest?["Bundle-License"].map { [String($0.prefix(while: { $0 != ";" && $0 != "," }))] } ?? []
    }

    /// The archive's own coordinates where Maven left none, with an empty version when nothing tells one; nil when
    /// they were told already.
    var derived: (group: String?, artifact: String, version: String)? {
        guard own == nil, let artifact = artifact else { return nil }
        return (group, artifact, version ?? "")
    }

    /// Of several records the one that the file is named after; a single one also when the file was renamed and
    /// nothing else names it.
    private var own: MavenRecord? {
        let named = maven.filter {
            stem == $0.artifact || stem.hasPrefix($0.artifact + "-") || $0.artifact == symbolicName
        }
        if let best = named.max(by: { $0.artifact.utf8.count < $1.artifact.utf8.count }) { return best }
        guard maven.count == 1, let only = maven.first else { return nil }
        return fileVersion == nil || fileVersion.map(String.init) == only.version ? only : nil
    }

    // What the manifest and the name say.

    private var version: String? {
        let fields = ["Plugin-Version", "Implementation-Version", "Bundle-Version", "Specification-Version"]
        let declared = fields.lazy.compactMap { manifest?[$0] }.first {
            $0.utf8.first.map(Self.isDigit) ?? false
        }
        return fileVersion.map(String.init) ?? declared.map { String($0.prefix { $0 != " " }) }
    }

    private var artifact: String? {
        if fileVersion != nil, !fileArtifact.isEmpty { return String(fileArtifact) }
        if let short = manifest?["Short-Name"], manifest?["Plugin-Version"] != nil { return short }
        return stem.isEmpty ? nil : String(stem)
    }

    private var group: String? {
        if manifest?["Plugin-Version"] != nil, let group = manifest?["Group-Id"] { return group }
        if let vendor = manifest?["Implementation-Vendor-Id"], Self.isGroup(vendor) { return vendor }
        guard let name = symbolicName ?? manifest?["Automatic-Module-Name"], Self.isGroup(name), let artifact
        else { return nil }
        // A bundle is mostly named after its group and its artifact, with dots for the hyphens.
        for tail in [artifact, artifact.replacing("-", with: ".")] {
            if let start = name.firstRange(of: "." + tail)?.lowerBound { return String(name[..<start]) }
        }
        return name
    }

    private var symbolicName: String? {
        (manifest?["Bundle-SymbolicName"]?.prefix { $0 != ";" && $0 != " " }).map(String.init)
    }

    private static func isGroup(_ text: String) -> Bool {
        text.contains(".") && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x2F && $0 != 0x3A }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    /// Splits `commons-io-2.11.0` before the first hyphen that a digit follows.
    private static func split(_ stem: Substring) -> (Substring, Substring?) {
        let bytes = stem.utf8
        var place = bytes.startIndex
        while let hyphen = bytes[place...].firstIndex(of: UInt8(ascii: "-")) {
            let next = bytes.index(after: hyphen)
            let rest = stem[next...]
            // `log4j-1.2-api-2.17.1` has the number of an interface in its name.
            if let digit = rest.utf8.first, isDigit(digit), !isFollowedByName(rest) {
                return (stem[..<hyphen], rest)
            }
            place = next
        }
        return (stem, nil)
    }

    private static func isFollowedByName(_ version: Substring) -> Bool {
        let parts = version.split(separator: "-")
        guard parts.count > 2, let middle = parts.dropFirst().first?.utf8.first, !isDigit(middle) else {
            return false
        }
        return parts.dropFirst(2).contains { $0.contains(".") && ($0.utf8.first.map(isDigit) ?? false) }
    }
}
