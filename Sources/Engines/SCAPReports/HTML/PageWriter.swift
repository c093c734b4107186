/// Writes an HTML page piece by piece into a receiver, so that a large report is never in memory as a whole.
struct PageWriter {
    let language: Language
    private var bytes: [UInt8] = []
    private let receive: ([UInt8]) throws -> Void

    init(language: Language, receive: @escaping ([UInt8]) throws -> Void) {
        self.language = language
        self.receive = receive
        bytes.reserveCapacity(1 << 17)
    }

    /// Writes marks that are ours.
    mutating func raw(_ marks: StaticString) {
        marks.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// Writes marks that were made of escaped parts.
    mutating func markup(_ text: Markup) { bytes += text.html.utf8 }

    /// Writes a text, escaped for content and for attributes in double quotes.
    mutating func text(_ text: String) { HTMLEscaping.append(text, to: &bytes) }

    /// Writes a phrase of the page's language.
    mutating func phrase(_ phrase: Phrase) { text(phrase.text(language)) }

    /// Writes ` name="value"`.
    mutating func attribute(_ name: StaticString, _ value: String) {
        raw(" ")
        raw(name)
        raw("=\"")
        text(value)
        raw("\"")
    }

    /// Hands over what was written so far when it is much.
    mutating func flushIfLarge() throws { if bytes.count > 1 << 16 { try flush() } }

    /// Hands over what was written so far.
    mutating func flush() throws {
        try receive(bytes)
        bytes.removeAll(keepingCapacity: true)
    }

    /// Writes everything up to the page's `main`.
    mutating func begin(title: String, subtitle: String, contents: [(anchor: StaticString, phrase: Phrase)]) {
        raw("<!doctype html>\n<html lang=\"")
        text(language.rawValue)
        raw("\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"")
        text(
            "default-src 'none'; base-uri 'none'; form-action 'none'; style-src '\(PageStyle.styleHash)'; "
                + "script-src '\(PageStyle.scriptHash)'")
        raw("\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        raw("<meta name=\"referrer\" content=\"no-referrer\">\n<title>")
        text(title)
        raw("</title>\n<style>")
        bytes += PageStyle.style.utf8
        raw("</style>\n</head>\n<body id=\"top\">\n<a class=\"skip\" href=\"#main\">")
        phrase(.skip)
        raw("</a>\n<header>\n<p class=\"dim\">")
        text(subtitle)
        raw("</p>\n<h1>")
        text(title)
        raw("</h1>\n</header>\n<nav")
        attribute("aria-label", Phrase.contents.text(language))
        raw("><ul>\n")
        for entry in contents {
            raw("<li><a href=\"#")
            raw(entry.anchor)
            raw("\">")
            phrase(entry.phrase)
            raw("</a></li>\n")
        }
        raw("</ul></nav>\n<main id=\"main\">\n")
    }

    /// Ends the page.
    mutating func end(footer: String, hasScript: Bool) throws {
        raw("</main>\n<footer><p><a href=\"#top\">")
        phrase(.top)
        raw("</a></p><p>")
        text(footer)
        raw("</p></footer>\n")
        if hasScript {
            raw("<script>")
            bytes += PageStyle.script.utf8
            raw("</script>\n")
        }
        raw("</body>\n</html>\n")
        try flush()
    }

    /// Writes a row of a table of two columns, unless there is nothing to say.
    mutating func row(_ name: Phrase, _ value: String) {
        guard !value.isEmpty else { return }
        raw("<tr><th scope=\"row\">")
        phrase(name)
        raw("</th><td>")
        text(value)
        raw("</td></tr>\n")
    }
}
