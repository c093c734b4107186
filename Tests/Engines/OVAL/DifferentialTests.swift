import Glibc
import Host
import Testing

@testable import OVAL

/// Evaluates small documents with our engine and with `oscap oval eval` and compares every verdict.
@Suite(
    "Differential: the same verdicts as oscap",
    .enabled(if: Oscap.isInstalled, "oscap is not installed: nothing was compared"))
struct DifferentialTests {
    @Test("values of variables against states, datatype by datatype")
    func datatypes() throws {
        let values = [
            "60", " 60", "60abc", "abc", "", "-5", "1.5", "true", "TRUE", "1.2.3", "0:1.2-3", "10.0.0.0/24",
        ]
        let conditions: [(Datatype, OVAL.Operation, String)] = [
            (.int, .greaterThanOrEqual, "60"), (.int, .bitwiseAnd, "4"), (.int, .bitwiseOr, "63"),
            (.string, .equals, "60"), (.string, .caseInsensitiveEquals, "tRuE"),
            (.string, .patternMatch, "^[0-9]+$"),
            (.string, .patternMatch, "([a-z"), (.int, .patternMatch, "^6"), (.string, .greaterThan, "5"),
            (.boolean, .equals, "true"), (.boolean, .notEqual, "1"), (.float, .lessThan, "1.6"),
            (.version, .greaterThan, "1.2"), (.evrString, .lessThan, "0:1.3-1"),
            (.debianEVRString, .lessThan, "1.3-1"),
            (.ipv4Address, .subsetOf, "10.0.0.0/8"), (.binary, .equals, "ABC"),
        ]
        var document = OVALDocument()
        var number = 0
        for value in values {
            // Without an epoch oscap does not order as librpm does.
            for (datatype, operation, stated) in conditions
            where datatype != .evrString || value.hasPrefix("0:") {
                number += 1
                document.addVariableTest(number, values: [value]) {
                    #"<ind:value datatype="\#(datatype.rawValue)" operation="\#(operation.rawValue)">\#(stated)</ind:value>"#
                }
            }
        }
        try compare(document)
    }

    @Test("addresses and their prefixes")
    func addresses() throws {
        let values: [(Datatype, [String])] = [
            (
                .ipv4Address,
                ["10.0.0.1", "10.0.0.1/24", "10.0.0.0/24", "10.0.1.0/255.255.255.0", "10.0.0.0/8", "x"]
            ),
            (.ipv6Address, ["::1", "fd00::1/64", "fd00::/64", "fd00:0:0:1::/64", "fd00::/8", "10.0.0.1"]),
        ]
        let operations: [OVAL.Operation] = [
            .equals, .notEqual, .greaterThan, .lessThan, .greaterThanOrEqual, .lessThanOrEqual, .subsetOf,
            .supersetOf,
        ]
        var document = OVALDocument()
        var number = 0
        for (datatype, texts) in values {
            for (value, stated) in texts.flatMap({ value in texts.map { (value, $0) } }) {
                // oscap tells addresses apart by bits that their prefix does not cover; the standard wants those
                // to count for nothing.
                let onlyHostsDiffer =
                    value != stated
                    && (try? Operand(stated, datatype: datatype, operation: .equals).verdict(on: .text(value)))
                        == .true
                for operation in operations
                where !onlyHostsDiffer || operation != .equals && operation != .notEqual {
                    number += 1
                    document.addVariableTest(number, values: [value]) {
                        #"<ind:value datatype="\#(datatype.rawValue)" operation="\#(operation.rawValue)">\#(stated)</ind:value>"#
                    }
                }
            }
        }
        try compare(document)
    }

    @Test("two states of every outcome under every operator and check")
    func stateOperators() throws {
        var document = OVALDocument()
        var number = 0
        for combination in Operator.allCases {
            for check in Check.allCases {
                for (first, second) in [("a", "a"), ("a", "b"), ("b", "b"), ("a", "([a"), ("b", "([a")] {
                    number += 1
                    document.addVariableTest(number, values: ["a"], check: check) {
                        #"<ind:value operation="pattern match">\#(first)</ind:value>"#
                    }
                    document.states += """
                        <ind:variable_state id="oval:x:ste:\(1000 + number)" version="1">
                        <ind:value operation="pattern match">\(second)</ind:value>
                        </ind:variable_state>

                        """
                    let reference = #"<ind:state state_ref="oval:x:ste:\#(number)"/>"#
                    document.tests = document.tests.replacing(
                        reference,
                        with: reference + "\n" + #"<ind:state state_ref="oval:x:ste:\#(1000 + number)"/>"#
                    ).replacing(
                        #"<ind:variable_test id="oval:x:tst:\#(number)" "#,
                        with:
                            #"<ind:variable_test id="oval:x:tst:\#(number)" state_operator="\#(combination.rawValue)" "#
                    )
                }
            }
        }
        try compare(document)
    }

    @Test("external variables and what they may be")
    func externalVariables() throws {
        let bounds = """
            <possible_restriction hint="h" operator="AND">
            <restriction operation="greater than">1</restriction>
            <restriction operation="less than">9</restriction>
            </possible_restriction>
            """
        let possibilities = [
            "", #"<possible_value hint="h">5</possible_value>"#, bounds,
            #"<possible_value hint="h">10</possible_value>"# + "\n" + bounds,
        ]
        var document = OVALDocument()
        var file = ""
        var number = 0
        for possibility in possibilities {
            // A value that is not allowed is for oscap none at all, and false; for us it is an error.
            let allowsTen = possibility.isEmpty || possibility.contains(">10<")
            for values in [["5"], []] + (allowsTen ? [["10"], ["5", "10"]] : []) {
                number += 1
                document.addVariableTest(number, values: []) {
                    #"<ind:value datatype="int" operation="greater than">0</ind:value>"#
                }
                document.variables = document.variables.replacing(
                    OVALDocument.constant(number, []),
                    with: """
                        <external_variable id="oval:x:var:\(number)" version="1" datatype="int" comment="c">
                        \(possibility)
                        </external_variable>

                        """)
                if values.isEmpty { continue }
                file += """
                    <variable id="oval:x:var:\(number)" datatype="int" comment="c">
                    \(values.map { "<value>\($0)</value>" }.joined(separator: "\n"))
                    </variable>

                    """
            }
        }
        try compare(document, variables: file)
    }

    @Test("check, entity_check and var_check over several values")
    func checks() throws {
        var document = OVALDocument()
        var number = 0
        for check in Check.allCases {
            for other in Check.allCases {
                for operation in ["equals", "not equal"] {
                    number += 1
                    document.addVariableTest(number, values: ["a", "b"], check: check) {
                        """
                        <ind:value operation="\(operation)" entity_check="\(check.rawValue)" var_check="\(other.rawValue)"
                        var_ref="oval:x:var:\(1000 + number)"/>
                        """
                    }
                    document.variables += OVALDocument.constant(1000 + number, ["a", "c"])
                }
            }
        }
        try compare(document)
    }

    @Test("criteria of every operator over true, false and unknown tests")
    func criteria() throws {
        var document = OVALDocument()
        document.addVariableTest(1, values: ["a"]) { "<ind:value>a</ind:value>" }
        document.tests += "\n<unknown_test id=\"oval:x:tst:2\" version=\"1\" check=\"all\" comment=\"c\"/>"
        let node = { (id: Int, negate: Bool) in
            #"<criterion test_ref="oval:x:tst:\#(id)" negate="\#(negate)"/>"#
        }
        let nodes = [node(1, false), node(1, true), node(2, false), "<criteria/>"]
        var number = 1
        for combination in Operator.allCases {
            for first in nodes {
                for second in nodes {
                    for negate in [false, true] {
                        number += 1
                        document.definitions += OVALDocument.definition(
                            number, first + "\n" + second,
                            attributes: #"operator="\#(combination.rawValue)" negate="\#(negate)""#)
                    }
                }
            }
        }
        number += 1
        document.definitions += OVALDocument.definition(
            number, #"<extend_definition definition_ref="oval:x:def:\#(number)"/>"#)
        try compare(document)
    }

    @Test("text in files: existence, filters, sets, bad patterns, empty variables")
    func files() throws {
        let directory = try Oscap.scratch(["one": "a=1\nb=2\nc=abc\n", "two": "a=9\n", "three": "x\n"])
        defer { Oscap.remove(directory) }
        func object(_ id: Int, _ file: String, _ pattern: String, filter: String = "") -> String {
            """
            <ind:textfilecontent54_object id="oval:x:obj:\(id)" version="1">
            <ind:path>\(directory)</ind:path>
            <ind:filename>\(file)</ind:filename>
            <ind:pattern operation="pattern match">\(pattern)</ind:pattern>
            <ind:instance datatype="int" operation="greater than or equal">1</ind:instance>\(filter)
            </ind:textfilecontent54_object>

            """
        }
        let reference = { (id: Int) in "<object_reference>oval:x:obj:\(id)</object_reference>\n" }
        var document = OVALDocument()
        document.objects =
            object(1, "one", #"^(\w)=(\d)$"#) + object(2, "none", "x") + object(3, "one", "([a-z")
            + object(4, "one", "^b")
            + object(5, "one", #"^\w=(\w+)$"#, filter: "\n<filter action=\"include\">oval:x:ste:1</filter>")
            + object(6, "one", #"^\w=(\w+)$"#, filter: "\n<filter>oval:x:ste:1</filter>")
        for (offset, operation) in ["UNION", "INTERSECTION", "COMPLEMENT"].enumerated() {
            for (index, pair) in [(1, 4), (1, 2), (1, 3), (2, 3), (2, 1)].enumerated() {
                document.objects += """
                    <ind:textfilecontent54_object id="oval:x:obj:\(10 + offset * 5 + index)" version="1">
                    <set set_operator="\(operation)">
                    \(reference(pair.0))\(reference(pair.1))</set>
                    </ind:textfilecontent54_object>

                    """
            }
        }
        document.states = """
            <ind:textfilecontent54_state id="oval:x:ste:1" version="1">
            <ind:subexpression operation="pattern match">^[0-9]</ind:subexpression>
            </ind:textfilecontent54_state>
            """
        var number = 0
        for object in [1, 2, 3, 4, 5, 6] + Array(10...24) {
            for existence in Existence.allCases {
                for state in ["", "\n<ind:state state_ref=\"oval:x:ste:1\"/>"] {
                    number += 1
                    document.definitions += OVALDocument.definition(
                        number, #"<criterion test_ref="oval:x:tst:\#(number)"/>"#)
                    document.tests += """
                        <ind:textfilecontent54_test id="oval:x:tst:\(number)" version="1" comment="c" check="all"
                        check_existence="\(existence.rawValue)">
                        <ind:object object_ref="oval:x:obj:\(object)"/>\(state)
                        </ind:textfilecontent54_test>

                        """
                }
            }
        }
        try compare(document)
    }

    private func compare(_ document: OVALDocument, variables: String = "") throws {
        // oscap needs white space between elements: without it, it takes a child for its parent.
        let text = document.text.replacing("><", with: ">\n<").replacing(">\n</", with: "></")
        let values = """
            <oval_variables xmlns="http://oval.mitre.org/XMLSchema/oval-variables-5"
            xmlns:oval="http://oval.mitre.org/XMLSchema/oval-common-5">
            <generator>
            <oval:schema_version>5.11.1</oval:schema_version>
            <oval:timestamp>2020-01-01T00:00:00</oval:timestamp>
            </generator>
            <variables>
            \(variables)</variables>
            </oval_variables>
            """
        let directory = try Oscap.scratch(["oval.xml": text, "one": values])
        defer { Oscap.remove(directory) }
        let option = variables.isEmpty ? "" : "--variables \(directory)/one "
        let theirs = try Oscap.verdicts(option + directory + "/oval.xml")
        let definitions = try Definitions(bytes: Array(text.utf8), name: "test.xml")
        let externalValues = try ExternalValues(path: directory + "/one").values
        let evaluator = Evaluator(
            definitions, collector: Collector(host: try Host()), externalValues: externalValues)
        #expect(theirs.count == definitions.order.count)
        for id in definitions.order {
            #expect(
                evaluator.verdict(ofDefinition: id).rawValue == theirs[id],
                "\(id): \(evaluator.evidence(ofDefinition: id))")
        }
    }
}

extension OVALDocument {
    /// A definition that holds a constant variable's values against a state.
    mutating func addVariableTest(_ number: Int, values: [String], check: Check = .all, state: () -> String) {
        definitions += Self.definition(number, #"<criterion test_ref="oval:x:tst:\#(number)"/>"#)
        tests += """
            <ind:variable_test id="oval:x:tst:\(number)" version="1" check="\(check.rawValue)" comment="c">
            <ind:object object_ref="oval:x:obj:\(number)"/>
            <ind:state state_ref="oval:x:ste:\(number)"/>
            </ind:variable_test>

            """
        objects += """
            <ind:variable_object id="oval:x:obj:\(number)" version="1">
            <ind:var_ref>oval:x:var:\(number)</ind:var_ref>
            </ind:variable_object>

            """
        states += """
            <ind:variable_state id="oval:x:ste:\(number)" version="1">
            \(state())
            </ind:variable_state>

            """
        variables += Self.constant(number, values)
    }

    static func constant(_ number: Int, _ values: [String]) -> String {
        """
        <constant_variable id="oval:x:var:\(number)" version="1" datatype="string" comment="c">
        \(values.map { "<value>\($0)</value>" }.joined(separator: "\n"))
        </constant_variable>

        """
    }
}
