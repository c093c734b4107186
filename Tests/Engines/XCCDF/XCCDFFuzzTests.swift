import Fuzzing
import Testing
import XCCDF
import XML

@Suite("Mutants of benchmarks and tailorings")
struct XCCDFFuzzTests {
    private static let benchmark = """
        <Benchmark xmlns="http://checklists.nist.gov/xccdf/1.2" xmlns:h="http://www.w3.org/1999/xhtml" id="b">
        <title>t</title><plain-text id="org">ACME</plain-text><platform idref="#p"/>
        <cpe-lang:platform-specification xmlns:cpe-lang="http://cpe.mitre.org/language/2.0"><cpe-lang:platform id="p">
        <cpe-lang:logical-test operator="AND" negate="true"><cpe-lang:fact-ref name="cpe:/o:x"/></cpe-lang:logical-test>
        </cpe-lang:platform></cpe-lang:platform-specification>
        <Profile id="a"><title>a</title><select idref="g" selected="true"/><set-value idref="v">7</set-value>
        <refine-value idref="v" selector="s"/><refine-rule idref="r" weight="2.5" severity="high"/></Profile>
        <Profile id="c" extends="a"><title>c</title><select idref="r2" selected="false"/></Profile>
        <Value id="v" type="number"><title>v</title><value>5</value><value selector="s">6</value></Value>
        <Group id="g" selected="false"><title>g</title><Rule id="r" weight="1.0"><title>r</title>
        <description>at <sub idref="v"/><h:pre> x </h:pre><h:ul><h:li>1</h:li></h:ul></description><requires idref="r2"/>
        <fix system="s" id="f">x='<sub idref="v" use="legacy"/>'</fix><complex-check operator="AND">
        <check system="urn:known"><check-export value-id="v" export-name="e"/><check-content-ref href="f" name="pass"/>
        </check><check system="urn:known" negate="true"><check-content-ref href="f" name="fail"/></check></complex-check>
        </Rule></Group><Rule id="r2" extends="r" severity="low" role="unscored"><title override="true">r2</title>
        <conflicts idref="r"/></Rule></Benchmark>
        """
    private static let tailoring = """
        <Tailoring xmlns="http://checklists.nist.gov/xccdf/1.2" id="t"><benchmark href="b" id="b"/><version>1</version>
        <Profile id="a" extends="a"><title>m</title><select idref="r2" selected="false"/></Profile></Tailoring>
        """
    private static let tokens = [
        "extends=\"r\"", "extends=\"r2\"", "extends=\"c\"", "extends=\"a\"", "id=\"r\"", "id=\"a\"", "<", ">",
        "/>", "1e309",
        "nan", "-1", "weight=\"inf\"", "<Group id=\"g\">", "</Group>", "<sub idref=\"v\"/>",
        "abstract=\"true\"",
        "hidden=\"true\"", "idref=\"g\"", "operator=\"OR\"", "multi-check=\"true\"", "cluster-id=\"k\"",
        "\u{301}",
    ]

    @Test(
        "a mutant is refused in one sentence, or every rule of it has one outcome", .timeLimit(.minutes(15)))
    func benchmarks() {
        var read = 0
        for mutant in Mutants(of: [Self.benchmark], tokens: Self.tokens, count: 2500) {
            do {
                let subject = try Benchmark(reader: XMLReader(bytes: mutant.bytes, name: "m.xml"))
                read += 1
                for choice in [ProfileChoice.default] + subject.profiles.map({ .named($0.id) }) {
                    let profile: ResolvedProfile
                    do { profile = try subject.resolve(choice) } catch {
                        #expect(!error.description.isEmpty, "\(mutant)")
                        continue
                    }
                    let result = BenchmarkEvaluation(
                        benchmark: subject, profile: profile, checks: EchoingChecks(),
                        platforms: NamedPlatforms()
                    ).run(clock: { 0 })
                    #expect(result.results.count <= subject.rules.count, "\(mutant)")
                    let score = subject.defaultScore(result.results, under: profile)
                    #expect((0...100).contains(score), "\(mutant): \(score)")
                    for rule in subject.rules { _ = subject.plain(rule.item.description, under: profile) }
                }
            } catch {
                #expect(error is XMLError || error is XCCDFError, "\(mutant): \(error)")
                #expect(!"\(error)".contains("\n"), "\(mutant): \(error)")
            }
        }
        #expect(read > 250)
    }

    @Test(
        "a mutant of a tailoring is refused, or it resolves or is refused by the benchmark",
        .timeLimit(.minutes(15)))
    func tailorings() throws {
        let subject = try Benchmark(reader: XMLReader(bytes: Array(Self.benchmark.utf8), name: "b.xml"))
        var read = 0
        for mutant in Mutants(of: [Self.tailoring], tokens: Self.tokens, count: 2500) {
            guard let tailoring = try? Tailoring(reader: XMLReader(bytes: mutant.bytes, name: "m.xml")) else {
                continue
            }
            read += 1
            for profile in tailoring.profiles {
                guard let resolved = try? subject.resolve(.named(profile.id), tailoring: tailoring) else {
                    continue
                }
                #expect(resolved.ruleIsSelected.count == subject.rules.count, "\(mutant)")
            }
        }
        #expect(read > 250)
    }
}
