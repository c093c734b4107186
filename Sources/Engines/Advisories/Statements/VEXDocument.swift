import Bytes

/// A VEX document's statements, whichever of the three forms it has: OpenVEX 0.2, CSAF 2.0 or CycloneDX.
public struct VEXDocument: Sendable, Hashable {
    /// What the document says.
    public var statements: [Statement] = []
    /// What of it cannot be believed, and is left out.
    public var quarantined: [QuarantinedRow] = []

    /// Reads a document.
    ///
    /// - Throws: ``QuarantinedRow`` for a file that is none of the three.
    public init(_ file: FeedFile) throws(QuarantinedRow) {
        let root: JSONView
        do throws(JSONError) { root = try JSONDocument(file.bytes).root } catch {
            throw QuarantinedRow(file: file.name, reason: error.description)
        }
        let collector = Collector()
        let row = Row(file: file.name, place: "") { collector.items.append($0) }
        if root["@context"].string?.hasPrefix("https://openvex.dev/ns") ?? false {
            statements = OpenVEX.statements(root, row)
        } else if root["bomFormat"].string == "CycloneDX" {
            statements = CycloneDXVEX.statements(root, row)
        } else if root["document"]["csaf_version"].string != nil {
            statements = CSAFVEX.statements(root, row)
        } else {
            throw QuarantinedRow(
                file: file.name, reason: "is no VEX document of OpenVEX, CycloneDX or CSAF")
        }
        quarantined = collector.items.compactMap { if case .quarantined(let row) = $0 { row } else { nil } }
    }

    private final class Collector {
        var items: [FeedItem] = []
    }
}
