/// A document of OVAL definitions made at random over the files of a ``DeltaRoot``.
///
/// Objects 0 to 5 look at files, variables are computed from these, objects 6 to 11 use variables, sets and
/// filters, and states compare with variables: every kind of dependency that a document can have.
struct RandomDefinitions {
    private var document = OVALDocument()

    var text: String { document.text }

    init(_ random: inout DeltaSteps) {
        for number in 0..<6 { document.objects += Self.plainObject(number, &random) }
        for number in 0..<6 { document.variables += Self.variable(number, &random) }
        for number in 0..<4 { document.states += Self.state(number, &random) }
        document.states +=
            #"<ind:textfilecontent54_state id="oval:x:ste:6"><ind:subexpression "#
            + #"operation="pattern match">[^1]</ind:subexpression></ind:textfilecontent54_state>"#
        for number in 6..<12 { document.objects += Self.composedObject(number, &random) }
        for number in 0..<12 { document.tests += Self.test(number, &random) }
        for number in 0..<8 { document.definitions += Self.definition(number, &random) }
    }

    private static let unix = OVALDocument.base + "#unix"
    private static let paths = DeltaRoot.files.map { "/" + $0 }

    /// Even numbers look for files and odd ones for lines, so that sets can be made of their like.
    private static func plainObject(_ number: Int, _ random: inout DeltaSteps) -> String {
        let recursion = #"<behaviors recurse_direction="down" max_depth="-1"/>"#
        let filter = #"<filter xmlns="\#(OVALDocument.base)" action="include">oval:x:ste:6</filter>"#
        let place = random.pick([
            "<filepath>\(random.pick(paths))</filepath>",
            #"<path>/etc</path><filename operation="pattern match">^[a-z]+$</filename>"#,
            #"<path operation="pattern match">^/etc/.*$</path><filename operation="pattern match">o</filename>"#,
        ])
        let behaviors = place.hasPrefix("<path>") ? recursion : ""
        if number % 2 == 0 {
            return """
                <file_object xmlns="\(unix)" id="oval:x:obj:\(number)" version="1">\(behaviors)\(place)</file_object>

                """
        }
        return """
            <textfilecontent54_object xmlns="\(OVALDocument.base)#independent" id="oval:x:obj:\(number)" version="1">
            \(behaviors)\(place)<pattern operation="pattern match">^\(random.pick(["k", "l", "[kl]"]))=(.*)$</pattern>
            <instance datatype="int" operation="greater than or equal">1</instance>\(random.pick(["", "", filter]))
            </textfilecontent54_object>

            """
    }

    private static func variable(_ number: Int, _ random: inout DeltaSteps) -> String {
        let lines = "oval:x:obj:\(random.pick([1, 3, 5]))"
        let files = "oval:x:obj:\(random.pick([0, 2, 4]))"
        let text = #"<object_component object_ref="\#(lines)" item_field="subexpression"/>"#
        let size = #"<object_component object_ref="\#(files)" item_field="size"/>"#
        let time = #"<object_component object_ref="\#(files)" item_field="m_time"/>"#
        let earlier = #"<variable_component var_ref="oval:x:var:\#(max(0, number - 1))"/>"#
        let computed = random.pick([
            text, "<count>\(text)</count>", "<unique>\(text)</unique>", "<count>\(size)</count>",
            #"<time_difference format_1="seconds_since_epoch">\#(time)</time_difference>"#,
            number == 0 ? text : "<concat><literal_component>x</literal_component>\(earlier)</concat>",
        ])
        let path = "<concat><literal_component>/etc/a/</literal_component>\(text)</concat>"
        return """
            <local_variable id="oval:x:var:\(number)" version="1" datatype="string" comment="c">
            \(number < 2 ? path : computed)</local_variable>

            """
    }

    private static func state(_ number: Int, _ random: inout DeltaSteps) -> String {
        let variable = #"var_ref="oval:x:var:\#(random.next() % 6)" var_check="at least one""#
        if number % 2 == 0 {
            return random.pick([
                #"<file_state xmlns="\#(unix)" id="oval:x:ste:\#(number)"><uread datatype="boolean">1</uread>"#
                    + #"<oread datatype="boolean">1</oread></file_state>"#,
                #"<file_state xmlns="\#(unix)" id="oval:x:ste:\#(number)">"#
                    + #"<size datatype="int" operation="greater than">6</size></file_state>"#,
                #"<file_state xmlns="\#(unix)" id="oval:x:ste:\#(number)"><filepath \#(variable)/></file_state>"#,
            ])
        }
        return random.pick([
            #"<ind:textfilecontent54_state id="oval:x:ste:\#(number)">"#
                + "<ind:subexpression \(variable)/></ind:textfilecontent54_state>",
            #"<ind:textfilecontent54_state id="oval:x:ste:\#(number)">"#
                + #"<ind:subexpression operation="pattern match">o</ind:subexpression></ind:textfilecontent54_state>"#,
        ])
    }

    private static func composedObject(_ number: Int, _ random: inout DeltaSteps) -> String {
        let variable = "oval:x:var:\(random.next() % 2)"
        let filter = #"<filter xmlns="\#(OVALDocument.base)">oval:x:ste:\#(number % 2)</filter>"#
        let members = number % 2 == 0 ? [0, 2, 4] : [1, 3, 5]
        let choice = random.next() % 3
        if number % 2 == 0 {
            let content =
                choice == 0
                ? #"<filepath var_ref="\#(variable)" var_check="at least one"/>"#
                : choice == 1
                    ? #"<path>/etc/dir</path><filename operation="pattern match">.</filename>"# + filter
                    : set(members, &random)
            return """
                <file_object xmlns="\(unix)" id="oval:x:obj:\(number)" version="1">\(content)</file_object>

                """
        }
        if choice == 0 {
            return """
                <ind:variable_object id="oval:x:obj:\(number)" version="1">
                <ind:var_ref>oval:x:var:\(random.next() % 6)</ind:var_ref></ind:variable_object>

                """
        }
        let content =
            choice == 1
            ? #"<filepath>/etc/dir/three</filepath><pattern operation="pattern match">^k=(.*)$</pattern>"#
                + #"<instance datatype="int">1</instance>"# + filter : set(members, &random)
        return """
            <textfilecontent54_object xmlns="\(OVALDocument.base)#independent" id="oval:x:obj:\(number)" version="1">
            \(content)</textfilecontent54_object>

            """
    }

    private static func set(_ members: [Int], _ random: inout DeltaSteps) -> String {
        let operation = random.pick(["UNION", "COMPLEMENT", "INTERSECTION"])
        return """
            <set xmlns="\(OVALDocument.base)" set_operator="\(operation)">
            <object_reference>oval:x:obj:\(random.pick(members))</object_reference>
            <object_reference>oval:x:obj:\(random.pick(members))</object_reference></set>
            """
    }

    private static func test(_ number: Int, _ random: inout DeltaSteps) -> String {
        let kind = number % 2
        func reference(_ state: Int) -> String { #"<t:state state_ref="oval:x:ste:\#(state)"/>"# }
        let state = random.pick(["", reference(kind), reference(kind + 2)])
        let existence = random.pick(["at_least_one_exists", "none_exist", "any_exist", "only_one_exists"])
        let check = random.pick(["all", "at least one", "none satisfy", "only one"])
        return """
            <t:thing_test id="oval:x:tst:\(number)" version="1" check_existence="\(existence)" check="\(check)"
             comment="c"><t:object object_ref="oval:x:obj:\(number)"/>\(state)</t:thing_test>

            """
    }

    private static func definition(_ number: Int, _ random: inout DeltaSteps) -> String {
        var nodes = ""
        for _ in 0..<(1 + random.next() % 3) {
            let negate = random.pick(["true", "false"])
            nodes +=
                number > 0 && random.next() % 3 == 0
                ? #"<extend_definition negate="\#(negate)" definition_ref="oval:x:def:\#(random.next() % UInt64(number))"/>"#
                : #"<criterion negate="\#(negate)" test_ref="oval:x:tst:\#(random.next() % 12)"/>"#
        }
        return OVALDocument.definition(
            number, nodes, attributes: #"operator="\#(random.pick(["AND", "OR", "XOR", "ONE"]))""#)
    }
}
