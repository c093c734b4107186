/// Reads SPDX 2.2 and 2.3 in lines of tags and values (SPDX 2.3, 4.4).
struct SPDXTagReader {
    let bill: BillOfMaterials

    /// Whether a text looks like lines of tags.
    static func recognises(_ bytes: [UInt8]) -> Bool {
        let text = String(decoding: bytes.prefix(4096), as: UTF8.self)
        return text.split(separator: "\n").contains { $0.drop { $0 == " " }.hasPrefix("SPDXVersion:") }
    }

    init(_ bytes: [UInt8], name: String) throws(BillError) {
        var state = State()
        var version: String?
        var lines = TagLines(bytes)
        while let line = lines.next() {
            guard let (tag, value) = line.value else {
                throw BillError("\(name):\(line.number)", .malformed("the value that begins here has no end"))
            }
            if tag == "SPDXVersion" {
                version = value
                try SPDXReader.check(value, name: name)
            }
            state.take(tag, value)
        }
        guard version != nil else { throw BillError(name, .malformed("it has no tag \"SPDXVersion\"")) }
        state.finish()
        bill = state.assembly.bill
    }

    /// What the lines so far have said: a tag belongs to the package, the licence or the annotation before it.
    private struct State {
        var assembly = SPDXAssembly()
        private var record: SPDXRecord?
        private var license: String?
        private var isOutsidePackages = false
        private var comment: (id: String, text: String) = ("", "")
        private var comments: [String: [String]] = [:]

        mutating func take(_ tag: Substring, _ value: String) {
            switch tag {
            case "DocumentName": assembly.documentName = value
            case "Created": assembly.created = value
            case "Creator": assembly.creators.append(value)
            case "PackageName":
                finishRecord()
                record = SPDXRecord(name: value)
            case "FileName", "SnippetSPDXID": finishRecord()
            case "SPDXID": record?.id = value
            case "PackageVersion": record?.version = value
            case "PackageSupplier": record?.supplier = value
            case "PackageSourceInfo": record?.sourceInfo = value
            case "PackageLicenseDeclared": record?.declaredLicense = value
            case "PackageLicenseConcluded": record?.concludedLicense = value
            case "PrimaryPackagePurpose": record?.purpose = value
            case "ExternalRef":
                let parts = value.split(separator: " ")
                if parts.count == 3, parts[1] == "purl", record?.url == nil { record?.url = String(parts[2]) }
            case "Relationship":
                let parts = value.split(separator: " ")
                if parts.count == 3, parts[1] == "DESCRIBES" { assembly.described.insert(String(parts[2])) }
            case "LicenseID":
                finishRecord()
                license = value
            case "ExtractedText", "LicenseName":
                if let license { assembly.licenseNames[license] = value }
            case "Annotator": finishComment()
            case "SPDXREF": comment.id = value
            case "AnnotationComment": comment.text = value
            default: break
            }
        }

        mutating func finish() {
            finishRecord()
            finishComment()
            assembly.annotations = comments["SPDXRef-DOCUMENT"] ?? []
            for index in assembly.records.indices {
                assembly.records[index].annotations = comments[assembly.records[index].id] ?? []
            }
        }

        private mutating func finishRecord() {
            if let record { assembly.records.append(record) }
            record = nil
        }

        private mutating func finishComment() {
            if !comment.text.isEmpty { comments[comment.id, default: []].append(comment.text) }
            comment = ("", "")
        }
    }
}

/// The tags of a text with their values, which may span lines between `<text>` and `</text>`.
private struct TagLines {
    private let bytes: [UInt8]
    private var place = 0
    private var number = 0

    private static let opening = Array("<text>".utf8)
    private static let closing = Array("</text>".utf8)

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The next tag; its value is nil when it does not end.
    mutating func next() -> (number: Int, value: (Substring, String)?)? {
        while place < bytes.count {
            let end = bytes[place...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex
            let line = bytes[place..<end].drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
            place = end + 1
            number += 1
            guard line.first != UInt8(ascii: "#"), let colon = line.firstIndex(of: UInt8(ascii: ":")) else {
                continue
            }
            let tag = String(decoding: line[..<colon], as: UTF8.self)[...]
            let value = line[(colon + 1)...].drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
            guard value.starts(with: Self.opening) else {
                var value = value
                while let last = value.last, last == UInt8(ascii: "\r") || last == UInt8(ascii: " ") {
                    value.removeLast()
                }
                return (number, (tag, String(decoding: value, as: UTF8.self)))
            }
            let first = number
            guard let close = closing(from: value.startIndex + Self.opening.count) else {
                return (first, nil)
            }
            let text = bytes[(value.startIndex + Self.opening.count)..<close]
            number += text.count { $0 == UInt8(ascii: "\n") }
            let next = bytes[close...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex
            place = next + 1
            return (first, (tag, String(decoding: text, as: UTF8.self)))
        }
        return nil
    }

    private func closing(from start: Int) -> Int? {
        var index = start
        while let found = bytes[index...].firstIndex(of: UInt8(ascii: "<")) {
            if bytes[found...].starts(with: Self.closing) { return found }
            index = found + 1
        }
        return nil
    }
}
