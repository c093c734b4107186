import ArgumentParser
import Capability
import Glibc
import SCAPReports

/// How results are printed.
enum ScanFormat: String, CaseIterable, ExpressibleByArgument {
    case table, wide, json, yaml, sarif, junit, csv, html, markdown, checklist

    /// The house's own form, or nil for the forms of others.
    var house: OutputFormat? {
        switch self {
        case .table, .wide: .table
        case .json: .json
        case .yaml: .yaml
        case .sarif, .junit, .csv, .html, .markdown, .checklist: nil
        }
    }
}

extension Report {
    /// Hands out the report in a form of others.
    func write(_ format: ScanFormat, to receive: @escaping ([UInt8]) throws -> Void) throws {
        switch format {
        case .sarif: try receive(sarif())
        case .junit: try receive(junit())
        case .csv: try receive(csv())
        case .markdown: try receive(markdown())
        case .checklist: try receive(checklist())
        case .html: try writeHTML(language: .preferred, to: receive)
        case .table, .wide, .json, .yaml: try receive(json())
        }
    }
}

extension Language {
    /// The language of the person at the terminal, as the environment has it (POSIX, `LC_MESSAGES`).
    static var preferred: Language {
        for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
            guard let value = getenv(name), value.pointee != 0 else { continue }
            return Language(locale: String(cString: value))
        }
        return .english
    }
}
