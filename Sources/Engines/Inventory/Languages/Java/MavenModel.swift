import XML

/// The model of a Maven project (`pom.xml`, POM 4.0.0), without what its parents in other files add.
struct MavenModel {
    /// How often a property may lead to another.
    private static let chainLimit = 16

    struct Coordinates {
        var group = ""
        var artifact = ""
        var version = ""
    }

    private var own = Coordinates()
    private var parent = Coordinates()
    private var properties: [String: String] = [:]
    private var managed: [String: String] = [:]
    private var declared: [Coordinates] = []

    /// Reads a model.
    ///
    /// - Throws: ``XMLError`` with the line.
    init(_ bytes: [UInt8], name: String) throws {
        let reader = try XMLReader(bytes: bytes, name: name)
        guard reader.localName == "project" else { return }
        try reader.forEachChild { child in
            switch child.localName {
            case "groupId": own.group = try Self.text(child)
            case "artifactId": own.artifact = try Self.text(child)
            case "version": own.version = try Self.text(child)
            case "parent": parent = try Self.coordinates(child)
            case "properties": try child.forEachChild { properties[$0.localName] = try Self.text($0) }
            case "dependencies": declared = try Self.dependencies(child)
            case "dependencyManagement":
                try child.forEachChild { list in
                    for one in try Self.dependencies(list) {
                        managed["\(one.group):\(one.artifact)"] = one.version
                    }
                }
            default: break
            }
        }
    }

    /// The project's own coordinates; nil when one is told by another file only.
    var coordinates: Coordinates? {
        let whole = Coordinates(
            group: resolved(own.group.isEmpty ? parent.group : own.group), artifact: resolved(own.artifact),
            version: resolved(own.version.isEmpty ? parent.version : own.version))
        return isKnown(whole) ? whole : nil
    }

    /// The dependencies whose version this file tells.
    var dependencies: [Coordinates] {
        declared.compactMap { dependency in
            var version = dependency.version
            if version.isEmpty { version = managed["\(dependency.group):\(dependency.artifact)"] ?? "" }
            let whole = Coordinates(
                group: resolved(dependency.group), artifact: resolved(dependency.artifact),
                version: resolved(version))
            return isKnown(whole) ? whole : nil
        }
    }

    private func isKnown(_ all: Coordinates) -> Bool {
        // A range, as in "[1.0,2.0)", says what may be there and not what is.
        [all.group, all.artifact, all.version].allSatisfy { !$0.isEmpty && !$0.contains("${") }
            && !all.version.contains { "[](),".contains($0) }
    }

    /// Replaces `${name}`; what no property of this file says stays.
    private func resolved(_ text: String) -> String {
        var text = text
        for _ in 0..<Self.chainLimit {
            guard text.utf8.count <= Listing.nameLimit, let start = text.firstRange(of: "${"),
                let end = text[start.upperBound...].firstIndex(of: "}"),
                let value = value(of: String(text[start.upperBound..<end]))
            else { break }
            text.replaceSubrange(start.lowerBound...end, with: value.prefix(Listing.nameLimit))
        }
        return text
    }

    private func value(of property: String) -> String? {
        switch property {
        case "project.version", "pom.version", "version": own.version.isEmpty ? parent.version : own.version
        case "project.groupId", "pom.groupId", "groupId": own.group.isEmpty ? parent.group : own.group
        case "project.artifactId", "pom.artifactId": own.artifact
        case "project.parent.version": parent.version
        case "project.parent.groupId": parent.group
        default: properties[property]
        }
    }

    private static func dependencies(_ reader: XMLReader) throws -> [Coordinates] {
        var all: [Coordinates] = []
        try reader.forEachChild { if $0.localName == "dependency" { all.append(try coordinates($0)) } }
        return all
    }

    private static func coordinates(_ reader: XMLReader) throws -> Coordinates {
        var result = Coordinates()
        try reader.forEachChild { child in
            switch child.localName {
            case "groupId": result.group = try text(child)
            case "artifactId": result.artifact = try text(child)
            case "version": result.version = try text(child)
            default: break
            }
        }
        return result
    }

    private static func text(_ reader: XMLReader) throws -> String {
        let words = try reader.text().split { $0.isWhitespace }
        return words.joined(separator: " ")
    }
}
