import Testing
import XCCDF

@Suite struct InheritanceTests {
    @Test("an item has what it does not state from the item that it extends, and states win")
    func statedAttributes() throws {
        let subject = try benchmark(
            rule("base", "selected='false' weight='4' severity='high' role='unscored'")
                + rule("child", "extends='base'")
                + rule("own", "extends='base' selected='true' severity='low'"))
        let child = subject.rules[1]
        #expect(child.item.isSelected == false)
        #expect(child.item.weight == 4)
        #expect(child.severity == .high)
        #expect(child.role == .unscored)
        #expect(subject.rules[2].item.isSelected)
        #expect(subject.rules[2].severity == .low)
        #expect(subject.rules[2].item.weight == 4)
    }

    @Test("a value has its type, comparison, bounds and choices from the value that it extends")
    func values() throws {
        let subject = try benchmark(
            """
            <Value id="base" type="number" operator="greater than"><title>b</title><value>1</value>
            <value selector="x">2</value><lower-bound>0</lower-bound></Value>
            <Value id="child" extends="base"><title>c</title><value>5</value></Value>
            """)
        let child = subject.values[1]
        #expect(child.type == "number")
        #expect(child.comparison == "greater than")
        #expect(child.choices.map(\.values) == [["2"], ["5"]])
        #expect(child.constraints == subject.values[0].constraints)
    }

    @Test("abstract items are there to be extended and then gone, with what abstract groups hold")
    func abstractItems() throws {
        let subject = try benchmark(
            """
            <Group id="a" abstract="true"><title>a</title>\(rule("inA"))</Group>
            <Group id="g" extends="a"><title>g</title><Group id="h"><title>h</title>\(rule("inH"))</Group></Group>
            <Value id="v" abstract="true"><title>v</title><value>1</value></Value>
            """ + rule("base", "abstract='true' weight='7'") + rule("child", "extends='base'"))
        #expect(subject.groups.map(\.id) == ["g", "h"])
        #expect(subject.rules.map(\.id) == ["inH", "child"])
        #expect(subject.rules[0].item.parent == 1)
        #expect(subject.groups[1].item.parent == 0)
        #expect(subject.rules[1].item.weight == 7)
        #expect(subject.values.isEmpty)
        #expect(subject.order == [.group(0), .group(1), .rule(0), .rule(1)])
    }

    @Test("an item that extends itself or nothing stops loading, with the place and the way there")
    func wrongBases() {
        func failure(_ content: String) -> XCCDFError? {
            do {
                _ = try benchmark(content)
                return nil
            } catch { return error as? XCCDFError }
        }
        let place = Place(file: "b.xml", line: 2)
        #expect(
            failure(rule("a", "extends='b'") + rule("b", "extends='a'"))
                == .itemCycle(["a", "b", "a"], at: place))
        #expect(failure(rule("a", "extends='a'")) == .itemCycle(["a", "a"], at: place))
        #expect(
            failure("<Value id='v' extends='r'><title/><value>1</value></Value>" + rule("r"))
                == .unknownBase(item: "v", base: "r", at: place))
    }

    @Test("an abstract profile is a base and cannot be applied; two profiles have two ids")
    func abstractProfile() throws {
        let subject = try benchmark(
            """
            <Profile id="a" abstract="true"><title/><select idref="r" selected="true"/></Profile>
            <Profile id="p" extends="a"><title/></Profile>
            """ + rule("r", "selected='false'"))
        #expect(try subject.selected(.named("p")) == ["r"])
        #expect(throws: XCCDFError.abstractProfile("a", at: Place(file: "b.xml", line: 2))) {
            try subject.resolve(.named("a"))
        }
        #expect(throws: (any Error).self) {
            try benchmark("<Profile id='p'><title/></Profile><Profile id='p'><title/></Profile>")
        }
        #expect(throws: (any Error).self) {
            try tailoring("<Profile id='p'><title/></Profile><Profile id='p'><title/></Profile>")
        }
    }
}
