import Fuzzing
import GoTemplates
import Testing

@Suite("Mutants of templates")
struct GoTemplateFuzzTests {
    private static let corpus = [
        "{{if ne .hypershift_cluster \"None\"}}/api/{{.prefix}}-{{.v}}/kas{{else}}/api/v1/config{{end}}",
        "{{range $i, $e := .v | toArrayByComma}}{{$x := printf \"%5.2s%q\" $e `r`}}{{- $x | html -}}{{break}}{{end}}",
        "{{with (index .m \"a\")}}{{.}}{{else with .v}}{{slice . 0 1}}{{end}}{{/* c */}}{{$y := 1}}{{$y = 0x1f}}",
        "{{and (or .v .n) (not .v) (lt .n 5) (eq .v \"a\" 'b')}}{{len .v}} {{println .m.a 1.5e3 nil}}",
        "source: {{ %7B%7B.v%7D%7D%0A }}",
    ]
    private static let tokens = [
        "{{", "}}", "{{-", "-}}", "{{end}}", "{{else}}", "{{range .}}", ":=", "=", "|", "(", ")", "$", "$x",
        ".",
        "..", "\"", "`", "'", "\\x", "\\777", "\\u00e9", "%7B", "%", "1_000", "0b1", "-", "nil", "true",
        "{{break}}", "{{template}}", "/*", "*/", ",", "é", "\0", "9999999999999999999999", "1e999",
    ]

    @Test("a mutant is refused in one line or gives a text", .timeLimit(.minutes(5)))
    func mutants() {
        let data: TemplateValue = [
            "v": "a,b", "n": 3, "m": ["a": "x"], "hypershift_cluster": "c", "prefix": "p",
        ]
        var rendered = 0
        for mutant in Mutants(of: Self.corpus, tokens: Self.tokens, count: 20_000) {
            do {
                let template = try GoTemplate(mutant.text, name: "m", functions: .content)
                let text = try template.render(data, missingKey: .empty)
                #expect(text.utf8.count <= GoTemplate.outputLimit, "\(mutant)")
                rendered += 1
            } catch {
                #expect(error.description.hasPrefix("template: m:"), "\(mutant): \(error)")
                #expect(error.line >= 1, "\(mutant)")
            }
            _ = try? EncodedTemplate(mutant.text).render(data)
        }
        #expect(rendered > 1000)
    }
}
