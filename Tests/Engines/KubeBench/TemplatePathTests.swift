import Bytes
import Testing

@testable import KubeBench

@Suite struct TemplatePathTests {
    private static let document = """
        {"kind": "Kubelet", "n": 1000000, "small": 250, "f": 0.5, "yes": true, "none": null,
         "a": {"b": {"c": "deep"}, "x.y": "dotted"}, "tiny": 0.00001,
         "list": [{"name": "one", "size": 1}, {"name": "two", "size": 2}, {"name": "three", "size": 3}]}
        """

    @Test(
        "a template gives what kubectl's JSONPath gives",
        arguments: [
            ("{.kind}", "Kubelet"), ("kind", "kind"), ("{.a.b.c}", "deep"), ("{.a['x.y']}", "dotted"),
            ("{.a.x\\.y}", "dotted"), ("{.missing.far}", ""), ("{.none}", ""), ("{.yes}", "true"),
            ("{.small}", "250"), ("{.n}", "1e+06"), ("{.f}", "0.5"), ("{.tiny}", "1e-05"),
            ("{.list[0].name}", "one"), ("{.list[-1].name}", "three"), ("{.list[*].name}", "one two three"),
            ("{.list[0:2].name}", "one two"), ("{.list[::2].name}", "one three"), ("{.list[9].name}", ""),
            ("{.list[0,2].size}", "1 3"), ("{..size}", "1 2 3"), ("{.list[?(@.size>1)].name}", "two three"),
            ("{.list[?(@.name=='one')].size}", "1"), ("{.list[?(@.none)].size}", ""),
            ("{range .list[*]}{.name}={.size};{end}", "one=1;two=2;three=3;"),
            ("{$.kind} {\"x\"}", "Kubelet x"),
            ("{.a.b}", "{\"c\":\"deep\"}"), ("v{.small}%", "v250%"), ("{ .kind }", "Kubelet"),
            ("{@.kind}", "Kubelet"),
            ("{range .list[:]}{.name}{\",\"}{end}", "one,two,three,"),
            ("{range .list[*].size}{}{','}{end}", "1,2,3,"),
        ])
    func templates(template: String, text: String) throws {
        let document = try JSON(parsing: Self.document)
        #expect(try TemplatePath(template).text(of: document, numbersAreFloating: true) == text)
    }

    @Test("whole numbers of YAML stay whole")
    func yamlNumbers() throws {
        let document: JSON = ["n": 1_000_000]
        #expect(try TemplatePath("{.n}").text(of: document, numbersAreFloating: false) == "1000000")
    }

    @Test(
        "what is no template is refused",
        arguments: [
            "{.a", "{.a[}", "{.a['b}", "{.a[?(@.b=~1)]}", "{range .a}{.b}", "{end}", "{.a[1:2:3:4]}",
            "{.a[x]}",
            "{.a b.c=}",
        ])
    func refused(template: String) {
        #expect(throws: TemplatePathError.self) { try TemplatePath(template) }
    }
}
