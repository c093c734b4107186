import Testing
import XCCDF

@Suite struct ValueTests {
    static let values = """
        <Value id="n" type="number"><title/><value>5</value><lower-bound>1</lower-bound><upper-bound>9</upper-bound>
        <upper-bound selector="wide">90</upper-bound><value selector="wide">50</value></Value>
        <Value id="b" type="boolean"><title/><value>true</value></Value>
        <Value id="c"><title/><value>x</value><choices mustMatch="true"><choice>x</choice><choice>y</choice></choices></Value>
        <Value id="m"><title/><value>ab</value><match>^[a-c]+$</match></Value>
        """

    func notes(_ decisions: String) throws -> [String] {
        let subject = try benchmark("<Profile id='p'><title/>\(decisions)</Profile>" + Self.values)
        return try subject.resolve(.named("p")).notes
    }

    @Test(
        "a value that it must not be is noted with the place of the decision",
        arguments: [
            ("n", "0", "0 is less than 1.0"), ("n", "10", "10 is greater than 9.0"),
            ("n", "ten", "\"ten\" is not a number"), ("b", "maybe", "\"maybe\" is neither true nor false"),
            ("c", "z", "\"z\" is none of x, y"),
            ("m", "abd", "\"abd\" does not match the pattern that the benchmark gives for it"),
        ])
    func wrong(id: String, text: String, reason: String) throws {
        #expect(
            try notes("<set-value idref='\(id)'>\(text)</set-value>")
                == ["b.xml:2: value \"\(id)\" is set to what it must not be: \(reason)"])
    }

    @Test(
        "a value that it may be is not", arguments: [("n", "9"), ("b", "0"), ("c", "y"), ("m", "cab")])
    func right(id: String, text: String) throws {
        #expect(try notes("<set-value idref='\(id)'>\(text)</set-value>").isEmpty)
    }

    @Test("a bound for the choice in force takes the place of the bound for all")
    func boundOfChoice() throws {
        #expect(
            try notes("<refine-value idref='n' selector='wide'/><set-value idref='n'>80</set-value>").isEmpty)
    }

    @Test("a profile changes the way to compare")
    func comparison() throws {
        let subject = try benchmark(
            "<Profile id='p'><title/><refine-value idref='n' operator='less than'/></Profile>" + Self.values)
        let profile = try subject.resolve(.named("p"))
        #expect(profile.comparisons == ["n": "less than"])
        #expect(profile.values["n"] == ["5"])
    }

    @Test("what requires and conflicts leave out is noted with the place")
    func leftOut() throws {
        let subject = try benchmark(
            rule("a", "", "<requires idref='x y'/>") + rule("b", "", "<conflicts idref='c'/>") + rule("c")
                + rule("x", "selected='false'") + rule("y", "selected='false'"))
        #expect(
            try subject.resolve(.default).notes == [
                "b.xml:2: \"a\" is left out: it requires x or y, which is not selected",
                "b.xml:3: \"b\" is left out: it conflicts with \"c\", which is selected",
            ])
    }
}
