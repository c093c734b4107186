import Bytes
import XML

extension BillOfMaterials {
    /// Reads a bill of materials of any known format, also out of an attestation (in-toto, DSSE) that is not verified.
    ///
    /// What single packages lack is a problem of the ``inventory``; the others are read.
    ///
    /// - Parameters:
    ///   - name: The file's name, for errors.
    ///   - limits: How much is read.
    /// - Throws: ``BillError`` when it is of another format, which is named, or broken.
    public init(_ bytes: [UInt8], name: String, limits: BillLimits = BillLimits()) throws(BillError) {
        guard bytes.count <= limits.bytes else {
            throw BillError(name, .tooLarge("it has more than \(limits.bytes) bytes"))
        }
        let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        let start = bytes.dropFirst(hasMark ? 3 : 0).first { !Self.isBlank($0) }
        switch start {
        case UInt8(ascii: "{"):
            let root = try limits.document(hasMark ? Array(bytes.dropFirst(3)) : bytes, name: name).root
            try self.init(root, name: name, limits: limits, depth: 0)
        case UInt8(ascii: "<"): self = try CycloneDXXMLReader(bytes, name: name).bill
        case nil: throw BillError(name, .unknownFormat("it is empty"))
        default:
            guard SPDXTagReader.recognises(bytes) else {
                let line = bytes.prefix(200).split(separator: UInt8(ascii: "\n")).first ?? []
                let text = String(decoding: line.prefix(40), as: UTF8.self)
                throw BillError(
                    name,
                    .unknownFormat(
                        "it begins with \(String(reflecting: text)), which is neither JSON nor XML nor SPDX tags"
                    ))
            }
            self = try SPDXTagReader(bytes, name: name).bill
        }
    }

    private init(
        _ root: JSONView, name: String, limits: BillLimits, depth: Int
    ) throws(BillError) {
        if root["bomFormat"].string == "CycloneDX" {
            self = try CycloneDXReader(root, name: name).bill
        } else if root["spdxVersion"].string != nil {
            self = try SPDXReader(root, name: name).bill
        } else if !root["@graph"].isMissing {
            self = try SPDX3Reader(root, name: name).bill
        } else if !root["artifacts"].isMissing, !root["descriptor"].isMissing {
            self = SyftReader(root).bill
        } else if depth < 3, let inner = try Self.statement(in: root, name: name, limits: limits) {
            try self.init(inner, name: name, limits: limits, depth: depth + 1)
        } else {
            let keys = root.members.prefix(6).map { "\"\($0.key)\"" }.joined(separator: ", ")
            let found =
                !root["SchemaVersion"].isMissing && !root["Results"].isMissing
                ? "it is a report of trivy, which lists no packages to rely on" : "its members are \(keys)"
            throw BillError(name, .unknownFormat("no bill of materials is known of this form: \(found)"))
        }
    }

    /// What an attestation states, or nil when the value is none (in-toto Statement, DSSE envelope).
    private static func statement(
        in root: JSONView, name: String, limits: BillLimits
    ) throws(BillError) -> JSONView? {
        if let payload = root["payload"].string, !root["payloadType"].isMissing {
            guard let bytes = Base64.decode(payload) else {
                throw BillError(name, .malformed("field \"payload\" is not base64"))
            }
            return try limits.document(bytes, name: "\(name): payload").root
        }
        guard !root["predicateType"].isMissing else { return nil }
        let predicate = root["predicate"]
        // cosign wraps what it did not know.
        let data = predicate["Data"]
        return data.isMissing ? predicate : data
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
            || byte == UInt8(ascii: "\t")
    }
}
