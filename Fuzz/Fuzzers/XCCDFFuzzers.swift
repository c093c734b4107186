import XCCDF
import XML

/// Reads a benchmark, resolves each of its profiles and writes every rule's words.
func fuzzBenchmark(_ bytes: [UInt8]) {
    guard let benchmark = try? Benchmark(reader: XMLReader(bytes: bytes, name: "m.xml")) else { return }
    for choice in [ProfileChoice.default] + benchmark.profiles.prefix(8).map({ .named($0.id) }) {
        guard let profile = try? benchmark.resolve(choice) else { continue }
        precondition(profile.ruleIsSelected.count == benchmark.rules.count, "a rule without a choice")
        for rule in benchmark.rules { _ = benchmark.plain(rule.item.description, under: profile) }
    }
}

/// The benchmark that tailorings are resolved against.
nonisolated(unsafe) private let tailored = try? Benchmark(
    reader: XMLReader(
        bytes: Array(
            """
            <Benchmark xmlns="http://checklists.nist.gov/xccdf/1.2" id="b"><title>t</title>
            <Profile id="a"><title>a</title><select idref="r" selected="true"/></Profile>
            <Value id="v" type="number"><title>v</title><value>5</value><value selector="s">6</value></Value>
            <Group id="g" selected="false"><title>g</title><Rule id="r"><title>r</title></Rule></Group>
            </Benchmark>
            """.utf8), name: "b.xml"))

/// Reads a tailoring and resolves each of its profiles.
func fuzzTailoring(_ bytes: [UInt8]) {
    guard let tailored, let tailoring = try? Tailoring(reader: XMLReader(bytes: bytes, name: "m.xml")) else {
        return
    }
    for profile in tailoring.profiles.prefix(8) {
        let resolved = try? tailored.resolve(.named(profile.id), tailoring: tailoring)
        precondition(resolved.map { $0.ruleIsSelected.count == 1 } ?? true, "a rule without a choice")
    }
}
