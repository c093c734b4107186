import Testing
import XCCDF

@Suite struct ProfileTests {
    @Test("a profile's later decisions win, by id and by cluster id")
    func laterSelectionsWin() throws {
        let subject = try benchmark(
            """
            <Profile id="p"><title>p</title><select idref="c" selected="true"/><select idref="r2" selected="false"/></Profile>
            """ + rule("r1", "selected='false' cluster-id='c'") + rule("r2", "cluster-id='c'")
                + rule("r3", "selected='false'"))
        #expect(try subject.selected(.named("p")) == ["r1"])
        #expect(try subject.selected(.default) == ["r2"])
    }

    @Test("a profile's own decisions come after those of the profile that it extends")
    func extends() throws {
        let subject = try benchmark(
            """
            <Profile id="base"><title>b</title><select idref="r1" selected="true"/><select idref="r2" selected="true"/></Profile>
            <Profile id="own" extends="base"><title>o</title><select idref="r2" selected="false"/></Profile>
            """ + rule("r1", "selected='false'") + rule("r2", "selected='false'"))
        #expect(try subject.selected(.named("own")) == ["r1"])
    }

    @Test("a rule inside an unselected group is not selected")
    func groupSelection() throws {
        let subject = try benchmark(
            "<Group id='g' selected='false'><title>g</title><Group id='h'><title>h</title>\(rule("r1"))</Group></Group>"
        )
        #expect(try subject.selected(.default) == [])
        #expect(try subject.selected(.all) == ["r1"])
    }

    @Test("a rule needs one item of each requires, and none of its conflicts")
    func requiresAndConflicts() throws {
        let subject = try benchmark(
            rule("off", "selected='false'") + rule("met", "", "<requires idref='off last'/>")
                + rule("unmet", "", "<requires idref='off'/>")
                + rule("first", "", "<conflicts idref='second'/>")
                + rule("second", "", "<conflicts idref='first'/>") + rule("last"))
        #expect(try subject.selected(.default) == ["met", "second", "last"])
    }

    @Test("a value is the profile's text, or the choice of its selector, or the choice without a name")
    func values() throws {
        let subject = try benchmark(
            """
            <Profile id="p"><title>p</title><set-value idref="v1">set</set-value>
            <refine-value idref="v1" selector="b"/><refine-value idref="v2" selector="b"/>
            <refine-value idref="v3" selector="absent"/></Profile>
            <Value id="v1"><title>v</title><value>d</value><value selector="b">B</value></Value>
            <Value id="v2"><title>v</title><value>d</value><value selector="b">B</value></Value>
            <Value id="v3"><title>v</title><value selector="a">A</value><value>d</value></Value>
            <Value id="v4"><title>v</title><complex-value><item>x</item><item>y</item></complex-value></Value>
            """)
        let profile = try subject.resolve(.named("p"))
        #expect(profile.values == ["v1": ["set"], "v2": ["B"], "v3": ["d"], "v4": ["x", "y"]])
        #expect(profile.notes == ["b.xml:4: value \"v3\" has no choice \"absent\"; its default is used"])
    }

    @Test("a refine-rule changes severity, role, weight and check")
    func refineRule() throws {
        let subject = try benchmark(
            """
            <Profile id="p"><title>p</title>
            <refine-rule idref="r" severity="high" role="unscored" weight="3" selector="s"/></Profile>
            """ + rule("r", "severity='low'"))
        let refined = try subject.resolve(.named("p")).rules[0]
        #expect(refined.severity == .high)
        #expect(refined.role == .unscored)
        #expect(refined.weight == 3)
        #expect(refined.checkSelector == "s")
    }

    @Test("a profile is found by its id or by the only ending that fits")
    func names() throws {
        let subject = try benchmark(
            "<Profile id='x_high'><title/></Profile><Profile id='y_high'><title/></Profile><Profile id='high'><title/></Profile>"
        )
        #expect(try subject.profile(named: "x_high").id == "x_high")
        #expect(try subject.profile(named: "high").id == "high")
        #expect(throws: XCCDFError.ambiguousProfile(name: "_high", candidates: ["x_high", "y_high"])) {
            try subject.resolve(.named("_high"))
        }
        #expect(throws: XCCDFError.unknownProfile(name: "low", candidates: ["x_high", "y_high", "high"])) {
            try subject.resolve(.named("low"))
        }
    }

    @Test("a profile that extends itself or an absent one is an error with the way there")
    func cycles() throws {
        let subject = try benchmark(
            """
            <Profile id="a" extends="b"><title/></Profile><Profile id="b" extends="c"><title/></Profile>
            <Profile id="c" extends="a"><title/></Profile><Profile id="d" extends="nope"><title/></Profile>
            """)
        #expect(throws: XCCDFError.profileCycle(["a", "b", "c", "a"], at: Place(file: "b.xml", line: 3))) {
            try subject.resolve(.named("a"))
        }
        #expect(
            throws: XCCDFError.unknownBaseProfile(
                profile: "d", base: "nope", at: Place(file: "b.xml", line: 3))
        ) {
            try subject.resolve(.named("d"))
        }
    }

    @Test("a tailoring's profile hides and may extend the benchmark's profile of its id")
    func tailored() throws {
        let subject = try benchmark(
            "<Profile id='p'><title>p</title><select idref='r1' selected='true'/></Profile>"
                + rule("r1", "selected='false'") + rule("r2", "selected='false'"))
        let own = try tailoring(
            "<Profile id='p' extends='p'><title>mine</title><select idref='r2' selected='true'/></Profile>")
        #expect(try subject.selected(.named("p"), tailoring: own) == ["r1", "r2"])
        let looping = try tailoring("<Profile id='q' extends='q'><title/></Profile>")
        #expect(throws: XCCDFError.self) { try subject.resolve(.named("q"), tailoring: looping) }
        let foreign = try tailoring("<benchmark id='other' href='x'/><Profile id='p'><title/></Profile>")
        #expect(throws: XCCDFError.tailoringForAnotherBenchmark(tailored: "other", benchmark: "b")) {
            try subject.resolve(.named("p"), tailoring: foreign)
        }
    }

    @Test("a decision about an item that the benchmark lacks is noted and passed over")
    func unknownItems() throws {
        let subject = try benchmark(
            "<Profile id='p'><title>p</title><select idref='nope' selected='true'/><set-value idref='v'>1</set-value></Profile>"
        )
        #expect(try subject.resolve(.named("p")).notes.count == 2)
    }
}
