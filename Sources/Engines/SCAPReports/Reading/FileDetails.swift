import XCCDF

/// Reads the texts of rules from the file of their benchmark, when they are asked for.
final class FileDetails: RuleDetails {
    private let scanner: MarkupScanner
    private let places: [String: Int]
    private let index: BenchmarkIndex
    private let values: [String: [String]]

    init(_ scanner: MarkupScanner, _ index: BenchmarkIndex, values: [String: [String]]) {
        self.scanner = scanner
        self.index = index
        self.values = values
        places = Dictionary(index.rules.map { ($0.id, $0.offset) }) { first, _ in first }
    }

    func detail(of rule: String) throws(ReportError) -> RuleDetail {
        var detail = RuleDetail()
        guard let offset = places[rule] else { return detail }
        scanner.seek(to: offset)
        guard try scanner.next() == .start else { return detail }
        let sanitizer = MarkupSanitizer(substitute: substitute)
        try scanner.forEachChild { () throws(ReportError) in
            if scanner.isNamed("description") {
                if detail.description.isEmpty { detail.description = try sanitizer.markup(scanner) }
            } else if scanner.isNamed("rationale") {
                if detail.rationale.isEmpty { detail.rationale = try sanitizer.markup(scanner) }
            } else if scanner.isNamed("warning") {
                let category = try scanner.attribute("category") ?? "general"
                detail.warnings.append((category, try sanitizer.markup(scanner)))
            } else if scanner.isNamed("reference") {
                let href = try scanner.attribute("href") ?? ""
                detail.references.append(Reference(href: href, text: try scanner.line()))
            } else if scanner.isNamed("ident") {
                let system = try scanner.attribute("system") ?? ""
                detail.idents.append(Ident(system: system, text: try scanner.line()))
            } else if scanner.isNamed("fix") {
                detail.fixes.append(try fix())
            }
        }
        return detail
    }

    /// The description of a profile as it stands in the file, without marks.
    func profileDescription(_ id: String) throws(ReportError) -> String? {
        guard let offset = index.profiles[id]?.offset else { return nil }
        scanner.seek(to: offset)
        guard try scanner.next() == .start else { return nil }
        var description: String?
        try scanner.forEachChild { () throws(ReportError) in
            if scanner.isNamed("description"), description == nil {
                description = try verbatim()
            }
        }
        return description
    }

    private func fix() throws(ReportError) -> ReportFix {
        let reboot = try scanner.attribute("reboot")
        var fix = ReportFix(
            system: try scanner.attribute("system") ?? "",
            complexity: try scanner.attribute("complexity") ?? "unknown",
            disruption: try scanner.attribute("disruption") ?? "unknown",
            strategy: try scanner.attribute("strategy") ?? "unknown",
            needsReboot: reboot == "true" || reboot == "1", text: "")
        fix.text = try verbatim()
        return fix
    }

    /// The words of the current element with values put in; ends on its end.
    private func verbatim() throws(ReportError) -> String {
        var bytes: [UInt8] = []
        let outside = scanner.depth - 1
        while scanner.depth > outside {
            switch try scanner.next() {
            case .text: try scanner.appendText(to: &bytes)
            case .start:
                guard scanner.isNamed("sub"), let id = try scanner.attribute("idref") else { continue }
                let isTitle = try scanner.attribute("use") == "title"
                bytes += (substitute(id, isTitle) ?? id).utf8
            case .end: continue
            case .done: return String(decoding: bytes, as: UTF8.self)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func substitute(_ id: String, _ isTitle: Bool) -> String? {
        if isTitle, let title = index.valueTitles[id] { return title }
        return values[id]?.joined(separator: ",") ?? index.plainTexts[id]
    }
}
