import Fuzzing
import Testing

@testable import OVAL

@Suite("Mutants of OVAL documents")
struct OVALFuzzTests {
    private static let corpus: [String] = {
        let local = """
            <constant_variable id="oval:x:var:1" version="1" datatype="string"><value>a</value><value>2</value>
            </constant_variable><local_variable id="oval:x:var:2" version="1" datatype="string"><concat>
            <literal_component>9223372036854775807</literal_component><variable_component var_ref="oval:x:var:1"/>
            </concat></local_variable><local_variable id="oval:x:var:3" version="1" datatype="int">
            <arithmetic arithmetic_operation="multiply"><literal_component datatype="int">3</literal_component>
            <substring substring_start="2" substring_length="1"><literal_component>1.5</literal_component></substring>
            </arithmetic></local_variable><local_variable id="oval:x:var:4" version="1" datatype="string">
            <split delimiter=","><regex_capture pattern="(a+)+$"><escape_regex><literal_component>a,b</literal_component>
            </escape_regex></regex_capture></split></local_variable>
            <local_variable id="oval:x:var:5" version="1" datatype="int"><time_difference format_1="day_month_year">
            <literal_component>31/12/2010 00:00:10</literal_component></time_difference></local_variable>
            <local_variable id="oval:x:var:6" version="1" datatype="string"><glob_to_regex><literal_component>[!a]*?
            </literal_component></glob_to_regex></local_variable>
            """
        let states = (1...6).map { number in
            OVALDocument.testing(
                state:
                    #"<t:name operation="pattern match" var_ref="oval:x:var:\#(number)" var_check="only one"/>"#,
                object: #"<t:name operation="greater than" datatype="evr_string">0:1</t:name>"#,
                variables: local)
        }
        let sets = OVALDocument.testing(
            state: #"<t:name datatype="ipv4_address">10.0.0.0/8</t:name><t:n datatype="version">1.2</t:n>"#,
            operatorName: "ONE",
            object: """
                <set set_operator="COMPLEMENT"><set><object_reference>oval:x:obj:2</object_reference></set>
                <set><object_reference>oval:x:obj:2</object_reference><filter>oval:x:ste:1</filter></set></set>
                """, objects: #"<t:thing_object id="oval:x:obj:2" version="1"/>"#)
        return (states + [sets]).map(\.text)
    }()

    private static let tokens = [
        "oval:x:var:2", "oval:x:obj:1", "oval:x:ste:1", "oval:x:def:1", "<", ">", "/>", "<criteria>",
        "operator=\"XOR\"",
        "datatype=\"float\"", "datatype=\"ipv6_address\"", "datatype=\"debian_evr_string\"",
        "check=\"none satisfy\"",
        "-9223372036854775808", "99999999999999999999", "1e308", "0", "::", "/33", "\u{301}", "(?R)",
        "negate=\"true\"",
        "arithmetic_operation=\"divide\"", "format_1=\"win_filetime\"", "format_1=\"cim_datetime\"",
        "xsi:nil=\"true\"",
        "<extend_definition definition_ref=\"oval:x:def:1\"/>", "var_ref=\"oval:x:var:3\"", ":", ".", "~",
    ]

    @Test("a mutant is refused as OVAL, or every definition of it has a verdict", .timeLimit(.minutes(15)))
    func documents() {
        var read = 0
        for mutant in Mutants(of: Self.corpus, tokens: Self.tokens, count: 2500) {
            do throws(OVALError) {
                let definitions = try Definitions(bytes: mutant.bytes, name: "m.xml")
                read += 1
                for things in [[:], ["oval:x:obj:1": Collected.found([thing("a"), thing("10.1.2.3")])]] {
                    let evaluator = Evaluator(
                        definitions, collector: Collector(probes: [ThingProbe(things)]), now: 1_000_000_000)
                    for id in definitions.definitions.keys {
                        let verdict = evaluator.verdict(ofDefinition: id)
                        #expect(evaluator.verdict(ofDefinition: id) == verdict, "\(mutant)")
                        _ = evaluator.evidence(ofDefinition: id)
                    }
                    for id in definitions.variables.keys { _ = evaluator.values(ofVariable: id) }
                }
            } catch {
                #expect(error.description.hasPrefix("m.xml"), "\(mutant): \(error)")
                #expect(!error.description.contains("\n"), "\(mutant): \(error)")
            }
        }
        #expect(read > 100)
    }

    @Test("functions of any words give values or a refusal", .timeLimit(.minutes(15)))
    func functions() {
        let functions: [Function] = [
            .concat, .split(","), .split(""), .substring(start: .max, length: .max),
            .substring(start: .min, length: .min),
            .substring(start: 2, length: .max), .regexCapture("(.)(b)?"), .begin("^"), .end("$"),
            .escapeRegex, .count,
            .unique, .arithmetic(.add), .arithmetic(.multiply), .arithmetic(.divide), .arithmetic(.subtract),
            .globToRegex(noEscape: false), .globToRegex(noEscape: true),
            .timeDifference(.yearMonthDay, .secondsSinceEpoch), .timeDifference(.monthDayYear, .dayMonthYear),
            .timeDifference(.winFiletime, .cimDatetime), .timeDifference(.secondsSinceEpoch, .winFiletime),
        ]
        let corpus = [
            "9223372036854775807", "-9223372036854775808", "1.5", "2010/12/31 00:00:10",
            "December, 31 2010 00:00:10",
            "20101231000010.000000+000", "129000000100000000", "[!a-z]*\\?", "a,b,,é", "1e308",
        ]
        for mutant in Mutants(
            of: corpus, tokens: ["-", "0", "99999999", "/", ":", ".", "[", "]", "\u{301}"], count: 2000)
        {
            let function = functions[Int(mutant.seed) % functions.count]
            for arguments in [
                [[mutant.text]], [[mutant.text], ["9223372036854775807", "-1"]], [[], [mutant.text]], [],
            ] {
                let values = try? function.apply(arguments, now: 1_000_000_000)
                let again = try? function.apply(arguments, now: 1_000_000_000)
                #expect(values == again, "\(function) of \(mutant)")
            }
        }
    }
}
