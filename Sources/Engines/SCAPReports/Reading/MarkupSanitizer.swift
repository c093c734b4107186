/// Reads the XHTML of a benchmark's text and keeps the elements of a list, so that content cannot bring scripts,
/// styles, pictures or forms into a report.
///
/// Other elements lose their marks and keep their words; of `script` and `style` nothing is kept. Attributes are
/// dropped but for links to `https:`, `http:` and `mailto:`. `sub` elements of XCCDF become values
/// (XCCDF 1.2, 7.2.3.6.3).
struct MarkupSanitizer {
    /// The elements that are kept.
    static let allowed: Set<String> = [
        "a", "b", "blockquote", "br", "code", "dd", "dl", "dt", "em", "i", "li", "ol", "p", "pre", "strong",
        "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
    ]
    private static let renamed = ["tt": "code", "div": "p", "h1": "strong", "h2": "strong", "h3": "strong"]
    private static let dropped: Set<String> = [
        "script", "style", "template", "iframe", "object", "svg", "math",
    ]

    /// What stands for a value, a plain-text or a value's title.
    let substitute: (_ id: String, _ isTitle: Bool) -> String?

    /// The rest of the current element; ends on its end.
    func markup(_ scanner: MarkupScanner) throws(ReportError) -> Markup {
        var result: [UInt8] = []
        var open: [String] = []
        let outside = scanner.depth - 1
        while scanner.depth > outside {
            switch try scanner.next() {
            case .text:
                var text: [UInt8] = []
                try scanner.appendText(to: &text)
                text.withUnsafeBufferPointer { HTMLEscaping.append($0, to: &result) }
            case .start: try start(scanner, &open, &result)
            case .end:
                guard scanner.depth > outside, let name = open.popLast() else { continue }
                if !name.isEmpty, name != "br" { result += "</\(name)>".utf8 }
            case .done: return Markup(sanitized: result)
            }
        }
        return Markup(sanitized: result)
    }

    /// Every start puts one name on the stack, empty when its end is not written, so that ends always fit.
    private func start(
        _ scanner: MarkupScanner, _ open: inout [String], _ result: inout [UInt8]
    ) throws(ReportError) {
        let own = scanner.localName.lowercased()
        if own == "sub", let id = try scanner.attribute("idref") {
            let isTitle = try scanner.attribute("use") == "title"
            HTMLEscaping.append(substitute(id, isTitle) ?? id, to: &result)
            open.append("")
            return
        }
        guard !Self.dropped.contains(own) else {
            try scanner.skip()
            return
        }
        let name = Self.renamed[own] ?? own
        guard Self.allowed.contains(name) else {
            open.append("")
            return
        }
        result += "<\(name)".utf8
        if name == "a", let target = try scanner.attribute("href"), Self.isLink(target) {
            result += " rel=\"noopener noreferrer\" href=\"".utf8
            HTMLEscaping.append(target, to: &result)
            result += "\"".utf8
        }
        result += ">".utf8
        open.append(name)
    }

    /// Links that open a page or a letter; anything else could run.
    static func isLink(_ target: String) -> Bool {
        let text = target.lowercased()
        return ["https://", "http://", "mailto:"].contains { text.hasPrefix($0) }
    }
}
