import Testing
import XCCDF
import XML

@Suite struct ReadingTests {
    func description(_ markup: String) throws -> RichText {
        try benchmark("<Rule id='r'><title/><description>\(markup)</description></Rule>").rules[0].item
            .description
    }

    @Test(
        "XHTML becomes plain text",
        arguments: [
            ("  a\n  b <h:code>c</h:code>. ", "a b c."),
            ("run\n<h:pre>\n$ a\n  b\n</h:pre>\n then", "run\n$ a\n  b\nthen"),
            ("a<h:br/><h:br/>\nb<h:br/>c", "a\n\nb\nc"),
            (
                "x:<h:ul><h:li>one</h:li>\n<h:li>two <h:i>2</h:i></h:li></h:ul>end",
                "x:\n\n* one\n* two 2\n\nend"
            ),
            ("<h:p>a</h:p><h:p>b</h:p>", "a\n\nb"), ("<h:b>bold</h:b> text", "*bold* text"),
            ("5 &lt; 6 &amp; <![CDATA[<raw>]]>", "5 < 6 & <raw>"), ("", ""), ("<h:br/>", ""),
        ])
    func plainText(markup: String, expected: String) throws {
        #expect(try description(markup).plain == expected)
    }

    @Test("substitutions show the profile's values, a value's title or a plain-text")
    func substitutions() throws {
        let subject = try benchmark(
            """
            <plain-text id="org">ACME</plain-text><Value id="v"><title>Limit</title><value>5</value></Value>
            <Rule id="r"><title/><description>at <sub idref="v"/>, <sub idref="v" use="title"/> of
            <sub idref="org" use="legacy"/> or <sub idref="nope"/>.</description>
            <fix system="s" id="f">x='<sub idref="v" use="legacy"/>'
              y</fix></Rule>
            """)
        let profile = try subject.resolve(.default)
        let rule = subject.rules[0]
        #expect(subject.plain(rule.item.description, under: profile) == "at 5, Limit of ACME or nope.")
        #expect(subject.plain(rule.fixes[0].content, under: profile) == "x='5'\n  y")
    }

    @Test("what the options leave out is not kept")
    func options() throws {
        let content = rule(
            "r", "",
            "<description>d</description><reference href='h'>1</reference><ident system='s'>CCE-1</ident><fix>f</fix>"
        )
        let bare = try benchmark(content, options: []).rules[0]
        #expect(
            bare.item.description.isEmpty && bare.item.references.isEmpty && bare.idents.isEmpty
                && bare.fixes.isEmpty)
        #expect(bare.checks.count == 1)
        let full = try benchmark(content).rules[0]
        #expect(full.item.references.map(\.text) == ["1"])
        #expect(full.idents.map(\.text) == ["CCE-1"])
    }

    @Test("a rule has what it lacks from the rule that it extends")
    func extends() throws {
        let subject = try benchmark(
            "<Rule id='r' extends='base'><title>own</title></Rule>"
                + rule("base", "severity='high'", "<platform idref='p'/>"))
        #expect(subject.rules[0].title == "own")
        #expect(subject.rules[0].severity == .high)
        #expect(subject.rules[0].checks == subject.rules[1].checks)
        #expect(subject.rules[0].item.platforms == ["p"])
    }

    @Test("more items or decisions than any real content has are refused before they fill the memory")
    func bounds() {
        let rules = (0...50_000).map { "<Rule id='r\($0)'/>" }.joined()
        #expect(throws: XMLError.self) { try benchmark(rules) }
        let selects = String(repeating: "<select idref='r' selected='1'/>", count: 300_001)
        #expect(throws: XMLError.self) { try benchmark("<Profile id='p'><title/>\(selects)</Profile>") }
        #expect(throws: XMLError.self) { try tailoring("<Profile id='p'><title/>\(selects)</Profile>") }
    }

    @Test(
        "content that is wrong is named with its line",
        arguments: [
            (
                "<Rule id='r'/>\n<Rule id='r'/>",
                "the id \"r\" is used twice; ids of groups, rules and values must differ"
            ),
            ("\n<Rule/>", "the Rule has no id"),
            (
                "\n<Rule id='r' selected='maybe'/>",
                "the attribute selected is \"maybe\"; it must be true or false"
            ),
            ("\n<Rule id='r' weight='-1'/>", "the weight is \"-1\"; it must be a number, 0 or greater"),
            ("\n<Rule id='r' weight='nan'/>", "the weight is \"nan\"; it must be a number, 0 or greater"),
            (
                "\n<Rule id='r' severity='grave'/>",
                "the severity is \"grave\"; it must be unknown, info, low, medium or high"
            ),
            ("\n<Profile id='p'><select selected='true'/></Profile>", "the select does not name an item"),
        ])
    func wrongContent(content: String, sentence: String) throws {
        #expect(throws: XMLError(file: "b.xml", line: 3, reason: .unexpected(sentence))) {
            try benchmark(content)
        }
    }
}
