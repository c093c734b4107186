import XML

/// What a document of SCAP is, found from its root element and, where versions differ, from what follows.
public enum DocumentKind: Sendable, Hashable {
    /// A source data stream collection of SCAP `1.2` or `1.3`.
    case dataStream(version: String)
    /// An XCCDF benchmark of version `1.1` or `1.2`.
    case benchmark(version: String)
    /// A tailoring for XCCDF `1.1` or `1.2`.
    case tailoring(version: String)
    /// A result data stream (ARF 1.1).
    case resultDataStream
    /// A document of OVAL of a version, such as `5.11.1`.
    case oval(OVALLanguage, version: String)
    /// A CPE dictionary of version `2.3` or older.
    case dictionary
    /// OCIL questionnaires.
    case questionnaires

    /// The documents of OVAL; raw values are their root elements.
    public enum OVALLanguage: String, Sendable {
        case definitions = "oval_definitions"
        case systemCharacteristics = "oval_system_characteristics"
        case results = "oval_results"
        case variables = "oval_variables"
        case directives = "oval_directives"
    }

    /// Looks at a document's beginning.
    ///
    /// - Throws: ``SCAPError/notSCAP(file:root:expected:)`` when it is none of SCAP's.
    public init(_ input: XMLInput) throws {
        let reader = try XMLReader(input)
        let xccdf = reader.namespace.hasSuffix("/1.2") ? "1.2" : "1.1"
        switch reader.localName {
        case "data-stream-collection": self = .dataStream(version: try Self.dataStreamVersion(reader))
        case "Benchmark", "TestResult": self = .benchmark(version: xccdf)
        case "Tailoring": self = .tailoring(version: xccdf)
        case "asset-report-collection": self = .resultDataStream
        case "cpe-list": self = .dictionary
        case "ocil": self = .questionnaires
        default:
            guard let language = OVALLanguage(rawValue: reader.localName) else {
                throw SCAPError.notSCAP(
                    file: input.name, root: reader.localName,
                    expected: "a document of XCCDF, OVAL, CPE or OCIL")
            }
            self = .oval(language, version: try Self.schemaVersion(reader))
        }
    }

    /// The schema's place below the directory of schemas.
    var schema: String {
        switch self {
        case .dataStream(let version): "sds/\(version)/scap-source-data-stream_\(version).xsd"
        case .benchmark("1.1"): "xccdf/1.1/xccdf-schema.xsd"
        case .tailoring("1.1"): "xccdf/1.1-tailoring/xccdf-1.1-tailoring.xsd"
        case .benchmark, .tailoring: "xccdf/1.2/xccdf_1.2.xsd"
        case .resultDataStream: "arf/1.1/asset-reporting-format_1.1.0.xsd"
        case .oval(let language, let version):
            "oval/\(version)/\(language.rawValue.split(separator: "_").joined(separator: "-"))-schema.xsd"
        case .dictionary: "cpe/2.3/cpe-dictionary_2.3.xsd"
        case .questionnaires: "ocil/2.0/ocil-2.0.xsd"
        }
    }

    private static func dataStreamVersion(_ reader: XMLReader) throws -> String {
        var version: String?
        do {
            try reader.forEachChild { child in
                version = child.attribute("scap-version")
                throw Found()
            }
        } catch is Found {}
        return version == "1.3" ? "1.3" : "1.2"
    }

    /// The version that an OVAL document claims in its generator; the last of OVAL 5.11 when it claims none.
    private static func schemaVersion(_ reader: XMLReader) throws -> String {
        var version = "5.11.1"
        do {
            try reader.forEachChild { generator in
                guard generator.localName == "generator" else { throw Found() }
                try generator.forEachChild { child in
                    guard child.localName == "schema_version" else { return }
                    let text = try child.text()
                    guard text.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }), !text.contains("..")
                    else {
                        return
                    }
                    version = text
                    throw Found()
                }
            }
        } catch is Found {}
        return version
    }

    /// Ends a reading early.
    private struct Found: Error {}
}
