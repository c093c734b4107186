import XML

/// What a file is for the peer, by its root element; which version it is, `SCAP.DocumentKind` tells.
enum SourceKind: Sendable {
    case checklist, tailoring
    case sourceDataStream, resultDataStream
    case ovalDefinitions, ovalVariables, ovalDirectives, ovalSystemCharacteristics, ovalResults
    case cpeDictionary, cpeLanguage
    case questionnaires

    init?(_ reader: XMLReader) {
        switch reader.localName {
        case "Benchmark" where Self.isChecklist(reader.namespace): self = .checklist
        case "Tailoring" where Self.isChecklist(reader.namespace): self = .tailoring
        case "data-stream-collection": self = .sourceDataStream
        case "asset-report-collection": self = .resultDataStream
        case "oval_definitions": self = .ovalDefinitions
        case "oval_variables": self = .ovalVariables
        case "oval_directives": self = .ovalDirectives
        case "oval_system_characteristics": self = .ovalSystemCharacteristics
        case "oval_results": self = .ovalResults
        case "cpe-list": self = .cpeDictionary
        case "platform-specification": self = .cpeLanguage
        case "ocil": self = .questionnaires
        default: return nil
        }
    }

    private static func isChecklist(_ namespace: String) -> Bool {
        namespace.hasPrefix("http://checklists.nist.gov/xccdf/1.")
    }

    /// How the peer calls it where it speaks of what it expected or of what is not valid.
    var name: String {
        switch self {
        case .checklist: "XCCDF Checklist"
        case .tailoring: "XCCDF Tailoring"
        case .sourceDataStream: "SCAP Source Datastream"
        case .resultDataStream: "SCAP Result Datastream"
        case .ovalDefinitions: "OVAL Definition"
        case .ovalVariables: "OVAL Variables"
        case .ovalDirectives: "OVAL Directives"
        case .ovalSystemCharacteristics: "OVAL System Characteristics"
        case .ovalResults: "OVAL Results"
        case .cpeDictionary: "CPE Dictionary"
        case .cpeLanguage: "CPE Language"
        case .questionnaires: "OCIL Definitions"
        }
    }

    var isOVAL: Bool {
        switch self {
        case .ovalDefinitions, .ovalVariables, .ovalDirectives, .ovalSystemCharacteristics, .ovalResults: true
        default: false
        }
    }
}
