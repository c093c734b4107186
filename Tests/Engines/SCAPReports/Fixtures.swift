/// A benchmark with one rule of each outcome that a report treats differently, and results for it.
enum Sample {
    static let benchmark = """
        <Benchmark xmlns="http://checklists.nist.gov/xccdf/1.2" xmlns:h="http://www.w3.org/1999/xhtml"
          id="xccdf_org.example_benchmark_b"><status>draft</status><title>Sample &lt;benchmark&gt;</title>
        <version>1.0</version><plain-text id="xccdf_org.example_plain-text_p">ACME</plain-text>
        <Profile id="xccdf_org.example_profile_p"><title>Profile</title><description>First line
          second <h:b>line</h:b></description></Profile>
        <Value id="xccdf_org.example_value_v"><title>Length</title><value>15</value></Value>
        <Group id="xccdf_org.example_group_g"><title>Outer</title>
        <Group id="xccdf_org.example_group_h"><title>Inner</title>
        <Rule id="xccdf_org.example_rule_fails" severity="high"><title>Fails "here" &amp; now</title>
        <description>At least <sub idref="xccdf_org.example_value_v" use="legacy"/> characters
        <h:script>alert(1)</h:script><h:pre>minlen = 15</h:pre><h:a href="https://example.org/?a=1&amp;b=2">more</h:a>
        <h:a href="javascript:alert(2)">bad</h:a><h:img src="x" onerror="alert(3)"/></description>
        <reference href="https://public.cyber.mil/stigs/srg-stig-tools/">SV-1r2_rule</reference>
        <reference href="javascript:alert(4)">CCI-000001</reference>
        <rationale>Short ones are guessed.</rationale><ident system="https://example.org/cce">CCE-1</ident>
        <fix system="urn:xccdf:fix:script:sh" id="f" disruption="low">len=<sub idref="xccdf_org.example_value_v" use="legacy"/> &amp;&amp; run
        </fix>
        </Rule></Group>
        <Rule id="xccdf_org.example_rule_passes" severity="low"><title>Passes</title></Rule></Group>
        <Rule id="xccdf_org.example_rule_waived" severity="medium"><title>Waived</title></Rule>
        <Rule id="xccdf_org.example_rule_left" selected="false"><title>Left out</title></Rule></Benchmark>
        """

    static let testResult = """
        <TestResult xmlns="http://checklists.nist.gov/xccdf/1.2" id="xccdf_org.example_testresult_t"
          start-time="2024-02-29T12:00:00Z" end-time="2024-02-29T12:34:56Z" version="1.0"
          test-system="cpe:/a:example:scanner"><benchmark href="b.xml" id="xccdf_org.example_benchmark_b"/>
        <title>t</title><identity authenticated="false" privileged="true">root</identity>
        <profile idref="xccdf_org.example_profile_p"/><target>host</target><target-address>192.0.2.1</target-address>
        <target-facts><fact name="urn:xccdf:fact:scanner:name" type="string">Scanner</fact></target-facts>
        <platform idref="cpe:/o:example:os"/><set-value idref="xccdf_org.example_value_v">20</set-value>
        <rule-result idref="xccdf_org.example_rule_fails" role="full" time="2024-02-29T12:30:00Z" severity="high"
          weight="1.000000"><result>fail</result><ident system="https://example.org/cce">CCE-1</ident>
        <message severity="info">=1+1 &lt;script&gt;</message>
        <check system="http://oval.mitre.org/XMLSchema/oval-definitions-5"><check-content-ref name="oval:x:def:1"
          href="#oval0"/></check></rule-result>
        <rule-result idref="xccdf_org.example_rule_passes" severity="low"><result>pass</result></rule-result>
        <rule-result idref="xccdf_org.example_rule_waived" severity="medium"><result>pass</result>
        <override time="2024-02-28T00:00:00Z" authority="Boss"><old-result>fail</old-result><new-result>pass</new-result>
        <remark>accepted</remark></override></rule-result>
        <rule-result idref="xccdf_org.example_rule_left"><result>notselected</result></rule-result>
        <score system="urn:xccdf:scoring:default" maximum="100.000000">66.666667</score></TestResult>
        """

    static let ovalResults = """
        <oval_results xmlns="http://oval.mitre.org/XMLSchema/oval-results-5">
        <oval_definitions xmlns="http://oval.mitre.org/XMLSchema/oval-definitions-5"><definitions/><tests>
        <x_test id="oval:x:tst:1" comment="the length is set"><object object_ref="oval:x:obj:1"/>
        <state state_ref="oval:x:ste:1"/></x_test></tests><objects><x_object id="oval:x:obj:1">
        <filepath>/etc/login.defs</filepath><pattern operation="pattern match">^len=(\\d+)</pattern></x_object></objects>
        <states><x_state id="oval:x:ste:1"><subexpression operation="greater than or equal">15</subexpression></x_state>
        </states></oval_definitions><results><system><definitions>
        <definition definition_id="oval:x:def:1" result="false"><criteria result="false">
        <criterion test_ref="oval:x:tst:1" result="false"/><criterion test_ref="oval:x:tst:2" result="true"/></criteria>
        </definition></definitions><tests><test test_id="oval:x:tst:1" result="false">
        <tested_item item_id="7" result="false"/><tested_item item_id="8" result="true"/></test></tests>
        <oval_system_characteristics><system_data><x_item id="7"><filepath>/etc/login.defs</filepath><line>3</line>
        <subexpression>8 &lt;b&gt;</subexpression></x_item><x_item id="8"><filepath>/etc/b</filepath></x_item>
        </system_data></oval_system_characteristics></system></results></oval_results>
        """

    /// The result inside of its benchmark.
    static let inBenchmark = benchmark.replacing("</Benchmark>", with: testResult + "</Benchmark>")

    /// The result in an ARF document with the benchmark and what OVAL saw.
    static let arf = """
        <?xml version="1.0" encoding="UTF-8"?>
        <arf:asset-report-collection xmlns:arf="http://scap.nist.gov/schema/asset-reporting-format/1.1">
        <arf:report-requests><arf:report-request id="c"><arf:content><ds:data-stream-collection xmlns:ds="urn:ds">
        <ds:component id="x">\(benchmark)</ds:component></ds:data-stream-collection></arf:content></arf:report-request>
        </arf:report-requests><arf:reports><arf:report id="xccdf1"><arf:content>\(testResult)</arf:content></arf:report>
        <arf:report id="oval0"><arf:content>\(ovalResults)</arf:content></arf:report></arf:reports>
        </arf:asset-report-collection>
        """
}

/// Gathers what is written in pieces.
final class Pieces {
    private(set) var bytes: [UInt8] = []
    var text: String { String(decoding: bytes, as: UTF8.self) }
    func receive(_ piece: [UInt8]) { bytes += piece }
}
