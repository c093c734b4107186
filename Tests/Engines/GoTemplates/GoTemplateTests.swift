import GoTemplates
import Testing

@Suite("Templates of Go")
struct GoTemplateTests {
    private static let data: TemplateValue = [
        "v": "None", "name": "hosted", "servers": "a,b,c", "n": 3, "empty": "", "yes": true,
        "list": ["x", "y"], "inner": ["deep": "d"],
    ]

    @Test(
        "actions give what Go gives",
        arguments: [
            ("{{.v}}", "None"),
            ("a {{- .v -}} b", "aNoneb"),
            ("{{if ne .v \"None\"}}/hosted{{else}}/config{{end}}", "/config"),
            ("{{if ne .name \"None\"}}/{{.name}}{{else}}/config{{end}}", "/hosted"),
            ("{{if eq .v \"a\" \"None\"}}1{{end}}", "1"),
            ("{{if and .yes (gt .n 2)}}both{{end}}", "both"),
            ("{{if or .empty .yes}}one{{else}}none{{end}}", "one"),
            ("{{if not .empty}}empty{{end}}", "empty"),
            ("{{if .empty}}1{{else if eq .n 3}}2{{else}}3{{end}}", "2"),
            (
                "{{range $e := .servers | toArrayByComma}}server {{$e}}\n{{end}}",
                "server a\nserver b\nserver c\n"
            ),
            ("{{range $i, $e := .list}}{{$i}}={{$e}};{{end}}", "0=x;1=y;"),
            ("{{range .list}}{{.}}{{else}}none{{end}}", "xy"),
            ("{{range $e := .empty | toArrayByComma}}[{{$e}}]{{end}}", "[]"),
            (
                "{{range .list}}{{break}}{{end}}{{range .list}}{{if eq . \"x\"}}{{continue}}{{end}}{{.}}{{end}}",
                "y"
            ),
            ("{{$x := .v}}{{$x}}{{$x = .name}}{{$x}}", "Nonehosted"),
            ("{{with .inner}}{{.deep}}{{end}}", "d"),
            ("{{.inner.deep}} {{$.inner.deep}} {{(index . \"inner\").deep}}", "d d d"),
            ("{{len .list}} {{len .v}} {{index .list 1}} {{slice .v 1 3}}", "2 4 y on"),
            (
                "{{printf \"%s-%d %q %5s|%-5s|%05d %v\" .v .n .v \"a\" \"b\" 42 .list}}",
                "None-3 \"None\"     a|b    |00042 [x y]"
            ),
            (
                "{{printf \"%d\" .v}} {{printf \"%s\"}} {{printf \"a\" 1}}",
                "%!d(string=None) %!s(MISSING) a%!(EXTRA int=1)"
            ),
            ("{{print 1 2}} {{print \"a\" \"b\"}} {{println .n}}", "1 2 ab 3\n"),
            ("{{\"q\\\"\\n\"}}{{`raw\\`}}{{'a'}}", "q\"\nraw\\97"),
            ("{{/* nothing */}}a{{- /* nor here */ -}} b", "ab"),
            ("{{.v | printf \"%s %s\" .name}}", "hosted None"),
            ("{{.servers | html}} {{\"<&>\" | html}} {{\"a b/\" | urlquery}}", "a,b,c &lt;&amp;&gt; a+b%2F"),
            ("{{1.5}} {{1e3}} {{1e6}} {{0x10}} {{-4}} {{true}}", "1.5 1000 1e+06 16 -4 true"),
            ("{{lt 1 2}} {{ge \"b\" \"a\"}} {{le 1.5 1.5}}", "true true true"),
            ("{{- 3}}", "3"), ("{{-3}}", "-3"), ("no action", "no action"), ("", ""), ("}} {", "}} {"),
        ])
    func renders(source: String, text: String) throws {
        #expect(try GoTemplate(source, functions: .content).render(Self.data) == text)
    }

    @Test(
        "what cannot be read is said as Go says it",
        arguments: [
            ("{{.v", "template: t:1: unclosed action"),
            ("\n{{if .v}}a", "template: t:2: unexpected EOF"),
            ("{{end}}", "template: t:1: unexpected {{end}}"),
            ("a{{else}}b", "template: t:1: unexpected {{else}}"),
            ("{{foo .v}}", "template: t:1: function \"foo\" not defined"),
            ("{{$x}}", "template: t:1: undefined variable \"$x\""),
            ("{{}}", "template: t:1: missing value for command"),
            ("{{if}}a{{end}}", "template: t:1: missing value for if"),
            ("{{\"abc}}", "template: t:1: unterminated quoted string"),
            ("{{/* a", "template: t:1: unclosed comment"),
            ("{{.v #}}", "template: t:1: unexpected bad character U+0023 '#' in command"),
            ("{{.v | 3}}", "template: t:1: non executable command in pipeline stage 2"),
            ("{{break}}", "template: t:1: {{break}} outside {{range}}"),
            ("{{define \"a\"}}{{end}}", "template: t:1: {{define}} is not supported"),
            ("{{template \"a\"}}", "template: t:1: {{template}} is not supported"),
            ("{{if .v}}{{else}}{{else}}{{end}}", "template: t:1: expected end; found {{else}}"),
            ("{{range $a, $b, $c := .list}}{{end}}", "template: t:1: too many declarations in range"),
        ])
    func parseErrors(source: String, sentence: String) {
        #expect { try GoTemplate(source, name: "t", functions: .content) } throws: { "\($0)" == sentence }
    }

    @Test(
        "what cannot be carried out names line, column and action",
        arguments: [
            (
                "a{{.nothing}}",
                "template: t:1:3: executing \"t\" at <.nothing>: map has no entry for key \"nothing\""
            ),
            (
                "\n {{if eq .v 1}}{{end}}",
                "template: t:2:6: executing \"t\" at <eq .v 1>: error calling eq: incompatible types for comparison"
            ),
            ("{{.v.w}}", "template: t:1:2: executing \"t\" at <.v.w>: can't evaluate field w in type string"),
            (
                "{{index .list 9}}",
                "template: t:1:2: executing \"t\" at <index .list 9>: error calling index: index out of range: 9"
            ),
            (
                "{{range .v}}{{end}}",
                "template: t:1:8: executing \"t\" at <.v>: range can't iterate over None"
            ),
            ("{{.v 1}}", "template: t:1:2: executing \"t\" at <.v>: can't give argument to non-function .v"),
        ])
    func executionErrors(source: String, sentence: String) {
        #expect { try GoTemplate(source, name: "t").render(Self.data) } throws: { "\($0)" == sentence }
    }

    @Test("a member that is not there is an error, nothing, or Go's words for it")
    func missingKeys() throws {
        let template = try GoTemplate("[{{.nothing}}]")
        #expect(try template.render(Self.data, missingKey: .empty) == "[]")
        #expect(try template.render(Self.data, missingKey: .noValue) == "[<no value>]")
    }

    @Test("a template that never ends to grow is stopped")
    func limits() throws {
        let loops =
            String(repeating: "{{range 10000}}", count: 3) + "x" + String(repeating: "{{end}}", count: 3)
        #expect { try GoTemplate(loops).render([:]) } throws: { "\($0)".contains("steps") }
        let deep = String(repeating: "(", count: 5000)
        #expect { try GoTemplate("{{\(deep)}}") } throws: { "\($0)".contains("nested more than 100 deep") }
        let branches = String(repeating: "{{if .v}}", count: 5000)
        #expect { try GoTemplate(branches) } throws: { "\($0)".contains("nested more than 100 deep") }
    }

    @Test("a file that stands URL-encoded in a fix is decoded, carried out and encoded again")
    func encodedBlocks() throws {
        let fix =
            "source: data:,{{ %7B%7Brange%20%24e%3A%3D.servers%7CtoArrayByComma%7D%7Dserver%20%7B%7B%24e%7D%7D"
            + "%0A%7B%7Bend%7D%7D }}\nmode: {{.n}}\n"
        #expect(
            try EncodedTemplate(fix).render(Self.data)
                == "source: data:,server%20a%0Aserver%20b%0Aserver%20c%0A\nmode: 3\n")
        let audit = "{{ -w%20/etc/x%20-k%20a%2Bb%3D%0A }}"
        #expect(try EncodedTemplate(audit).render(Self.data) == "-w%20%2Fetc%2Fx%20-k%20a+b=%0A")
        #expect(throws: TemplateError.self) {
            try EncodedTemplate("{{ %7B%7B.gone%7D%7D }}").render(Self.data)
        }
        #expect(throws: TemplateError.self) { try EncodedTemplate("{{ %zz }}").render(Self.data) }
    }
}
