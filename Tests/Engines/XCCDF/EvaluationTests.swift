import Testing
import XCCDF

@Suite struct EvaluationTests {
    @Test("a rule's outcome is its check's, exchanged when the check is negated")
    func negate() throws {
        let subject = try benchmark(
            rule("pass") + rule("fail", answers: "fail") + rule("error", answers: "error")
                + "<Rule id='n'><title/><check system='urn:known' negate='true'><check-content-ref href='f' name='pass'/></check></Rule>"
        )
        #expect(try subject.outcomes() == ["pass": .pass, "fail": .fail, "error": .error, "n": .fail])
    }

    @Test("the first content that is at hand answers; with none the rule is not checked")
    func contentFallback() throws {
        let subject = try benchmark(
            """
            <Rule id="second"><title/><check system="urn:known"><check-content-ref href="absent" name="fail"/>
            <check-content-ref href="f" name="pass"/></check></Rule>
            <Rule id="none"><title/><check system="urn:known"><check-content-ref href="absent" name="pass"/></check></Rule>
            <Rule id="foreign"><title/><check system="urn:other"><check-content-ref href="f" name="pass"/></check></Rule>
            <Rule id="unasked"><title/></Rule>
            <Rule id="supported"><title/><check system="urn:other"><check-content-ref href="f" name="fail"/></check>
            <check system="urn:known"><check-content-ref href="f" name="pass"/></check></Rule>
            """)
        #expect(
            try subject.outcomes() == [
                "second": .pass, "none": .notChecked, "foreign": .notChecked, "unasked": .notChecked,
                "supported": .pass,
            ])
    }

    @Test("an unchecked rule is not checked and an unscored one only informs")
    func roles() throws {
        let subject = try benchmark(
            rule("unchecked", "role='unchecked'", answers: "fail")
                + rule("unscored", "role='unscored'", answers: "fail"))
        #expect(try subject.outcomes() == ["unchecked": .notChecked, "unscored": .informational])
    }

    @Test("a profile picks the check of its selector")
    func selector() throws {
        let subject = try benchmark(
            """
            <Profile id="p"><title/><refine-rule idref="r" selector="strict"/></Profile>
            <Rule id="r"><title/><check system="urn:known"><check-content-ref href="f" name="pass"/></check>
            <check system="urn:known" selector="strict"><check-content-ref href="f" name="fail"/></check></Rule>
            """)
        #expect(try subject.outcomes() == ["r": .pass])
        #expect(try subject.outcomes(.named("p")) == ["r": .fail])
    }

    @Test("exports hand the profile's values to the check; an unknown value makes the outcome unknown")
    func exports() throws {
        let subject = try benchmark(
            """
            <Value id="v"><title/><value>7</value></Value>
            <Rule id="r"><title/><check system="urn:known"><check-export value-id="v" export-name="var"/>
            <check-content-ref href="f" name="exports"/></check></Rule>
            <Rule id="u"><title/><check system="urn:known"><check-export value-id="nope" export-name="var"/>
            <check-content-ref href="f" name="pass"/></check></Rule>
            """)
        let results = try subject.evaluate().results
        #expect(results[0].messages == ["var=[\"7\"]"])
        #expect(results[1].outcome == .unknown)
    }

    @Test(
        "a complex check joins its parts",
        arguments: [
            ("AND", ["pass", "pass"], Outcome.pass), ("AND", ["pass", "fail"], .fail),
            ("AND", ["unknown", "error"], .unknown), ("AND", ["error", "pass"], .error),
            ("AND", ["error", "fail"], .fail), ("AND", ["pass", "notapplicable"], .pass),
            ("OR", ["fail", "pass"], .pass), ("OR", ["error", "pass"], .pass),
            ("OR", ["fail", "error"], .error),
            ("OR", ["fail", "notchecked"], .fail), ("OR", ["unknown", "error"], .unknown),
            ("AND", ["notchecked", "notchecked"], .notChecked), ("AND", [], .notChecked),
        ])
    func complexCheck(operation: String, parts: [String], expected: Outcome) throws {
        let checks = parts.map {
            "<check system='urn:known'><check-content-ref href='f' name='\($0)'/></check>"
        }
        let complex = "<complex-check operator='\(operation)'>\(checks.joined())</complex-check>"
        #expect(try benchmark("<Rule id='r'><title/>\(complex)</Rule>").outcomes() == ["r": expected])
    }

    @Test("a rule is for the machine when it, every group around it and the benchmark are")
    func applicability() throws {
        let subject = try benchmark(
            """
            <platform-specification xmlns="http://cpe.mitre.org/language/2.0">
            <platform id="both"><logical-test operator="AND" negate="false"><fact-ref name="cpe:/a"/>
            <logical-test operator="OR" negate="true"><check-fact-ref system="s" href="h" id-ref="c"/></logical-test>
            </logical-test></platform></platform-specification>
            <platform idref="cpe:/os"/>
            <Group id="g"><title/><platform idref="cpe:/g1"/><platform idref="cpe:/g2"/>
            \(rule("inner", "", "<platform idref='#both'/>"))</Group>
            """ + rule("outer") + rule("unknown", "", "<platform idref='#nope'/>"))
        #expect(try subject.outcomes().values.allSatisfy { $0 == .notApplicable })
        let everything: Set<String> = ["cpe:/os", "cpe:/g2", "cpe:/a"]
        #expect(
            try subject.outcomes(present: everything) == [
                "inner": .pass, "outer": .pass, "unknown": .notApplicable,
            ])
        for missing in everything {
            #expect(
                try subject.outcomes(present: everything.subtracting([missing]))["inner"] == .notApplicable)
        }
        #expect(try subject.outcomes(present: everything.union(["c"]))["inner"] == .notApplicable)
    }

    @Test("the default score is the weighted mean of what was decided, level by level")
    func score() throws {
        let subject = try benchmark(
            """
            <Group id="g" weight="3"><title/>\(rule("a"))\(rule("b", answers: "fail"))
            \(rule("c", answers: "notapplicable"))</Group><Group id="h"><title/>\(rule("d", answers: "notchecked"))</Group>
            """ + rule("e") + rule("f", "role='unscored'", answers: "fail"))
        #expect(try subject.evaluate().score == (50 * 3 + 100) / 4)
        #expect(try benchmark(rule("r", answers: "notchecked")).evaluate().score == 0)
    }

    @Test("only the rules that are asked for are evaluated")
    func only() throws {
        let subject = try benchmark(rule("a") + rule("b"))
        let evaluation = BenchmarkEvaluation(
            benchmark: subject, profile: try subject.resolve(.all), checks: EchoingChecks(),
            platforms: NamedPlatforms())
        var seen: [String] = []
        var time: Int64 = 0
        let result = evaluation.run(
            only: ["b"],
            clock: {
                time += 1
                return time
            }, progress: { seen.append($0.ruleID) })
        #expect(result.results.map(\.outcome) == [.notSelected, .pass])
        #expect(seen == ["b"])
        #expect(result.startTime == 1)
        #expect(result.endTime == 3)
    }

    @Test("a multi-check gives a result for each question of its file, and the rule's score is their share")
    func multiCheck() throws {
        let subject = try benchmark(
            """
            <Rule id="m"><title/><check system="urn:known" multi-check="true"><check-content-ref href="each"/></check></Rule>
            <Rule id="one"><title/><check system="urn:known"><check-content-ref href="each" name="x"/></check></Rule>
            """ + rule("r"))
        let result = try subject.evaluate()
        #expect(result.results.map(\.ruleID) == ["m", "m", "one", "r"])
        #expect(result.results.map(\.outcome) == [.pass, .fail, .notChecked, .pass])
        #expect(result.results[1].check?.contents == [.init(href: "each", name: "fail")])
        #expect(result.score == 75)
    }

    @Test("a rule that only a script or a person could check says so")
    func uncheckable() throws {
        let subject = try benchmark(
            """
            <Rule id="s"><title/><check system="\(CheckSystemURI.sce)"><check-content-ref href="a.sh"/></check></Rule>
            <Rule id="o"><title/><check system="\(CheckSystemURI.ocil)"><check-content-ref href="o.xml"/></check></Rule>
            """)
        let messages = try subject.evaluate().results.map(\.messages)
        #expect(messages.map(\.count) == [2, 2])
        #expect(messages[0][1].contains("SCE") && messages[1][1].contains("OCIL"))
        #expect(try subject.outcomes() == ["s": .notChecked, "o": .notChecked])
    }
}
