import Glibc
import Host
import ScratchRoots
import Testing

@testable import OVAL

/// An evaluator that goes from scan to scan comes to what a new one would, whatever happened to the machine.
@Suite struct RenewalTests {
    @Test(
        "any definitions come out as in a first scan after any changes, with the same evidence",
        arguments: 0..<24)
    func agreesWithNewEvaluator(seed: UInt64) throws {
        let root = try DeltaRoot()
        var random = DeltaSteps(state: seed &+ 1000)
        let text = RandomDefinitions(&random).text
        let definitions = try Definitions(bytes: Array(text.utf8), name: "random.xml")
        let host = try Host(root: root.path)
        let memo = CollectionMemo(host: host, watches: seed % 3 != 0)
        var now: Int64 = 2_000_000_000
        let kept = Evaluator(definitions, collector: try Collector(memo: memo), now: now)
        var reused = 0
        for step in 0..<40 {
            var open: Set<String>?
            if step > 0 {
                now += Int64(random.next() % 2)
                let before = definitions.order.map { Self.told(of: $0, by: kept) }
                open = kept.renew(collector: try Collector(memo: memo), now: now)
                for (id, earlier) in zip(definitions.order, before) where open?.contains(id) == false {
                    #expect(Self.told(of: id, by: kept) == earlier)
                }
            }
            let anew = Evaluator(definitions, collector: Collector(host: host), now: now)
            for id in definitions.order {
                #expect(
                    Self.told(of: id, by: kept) == Self.told(of: id, by: anew),
                    "seed \(seed), step \(step), \(id), open: \(open?.contains(id) ?? true)")
            }
            reused += memo.counts.reused
            for _ in 0..<(random.next() % 3) { root.change(&random) }
        }
        #expect(seed % 3 == 0 || reused > 0)
    }

    @Test("a cycle comes out as in a first scan")
    func cycles() throws {
        let root = try DeltaRoot()
        var document = OVALDocument()
        document.definitions =
            OVALDocument.definition(1, #"<extend_definition definition_ref="oval:x:def:2"/>"#)
            + OVALDocument.definition(
                2,
                """
                <extend_definition definition_ref="oval:x:def:1"/><criterion test_ref="oval:x:tst:1"/>
                """)
        document.tests = #"<unknown_test id="oval:x:tst:1" version="1" check="all" comment="c"/>"#
        let memo = CollectionMemo(host: try Host(root: root.path), watches: true)
        let evaluator = Evaluator(try document.parsed(), collector: try Collector(memo: memo))
        let first = Self.told(of: "oval:x:def:1", by: evaluator)
        let open = evaluator.renew(collector: try Collector(memo: memo), now: 0)
        #expect(open.contains("oval:x:def:1"))
        #expect(Self.told(of: "oval:x:def:1", by: evaluator) == first)
    }

    @Test("only what depends on a changed file is open")
    func precise() throws {
        let root = try DeltaRoot()
        var document = OVALDocument()
        for (number, file) in [(1, "/etc/a/one"), (2, "/etc/a/two")] {
            document.definitions += OVALDocument.definition(
                number, #"<criterion test_ref="oval:x:tst:\#(number)"/>"#)
            document.tests += """
                <ind:textfilecontent54_test id="oval:x:tst:\(number)" version="1" check="all" comment="c">
                <ind:object object_ref="oval:x:obj:\(number)"/></ind:textfilecontent54_test>
                """
            document.objects += """
                <ind:textfilecontent54_object id="oval:x:obj:\(number)" version="1"><ind:filepath>\(file)</ind:filepath>
                <ind:pattern operation="pattern match">^k=</ind:pattern><ind:instance datatype="int">1</ind:instance>
                </ind:textfilecontent54_object>
                """
        }
        let memo = CollectionMemo(host: try Host(root: root.path), watches: true)
        let evaluator = Evaluator(try document.parsed(), collector: try Collector(memo: memo))
        #expect(evaluator.verdict(ofDefinition: "oval:x:def:1") == .true)
        #expect(evaluator.verdict(ofDefinition: "oval:x:def:2") == .true)
        #expect(evaluator.renew(collector: try Collector(memo: memo), now: 0) == [])
        #expect(memo.counts == (2, 0))
        root.scratch.file("etc/a/two", "other")
        #expect(evaluator.renew(collector: try Collector(memo: memo), now: 0) == ["oval:x:def:2"])
        #expect(evaluator.verdict(ofDefinition: "oval:x:def:2") == .false)
        root.scratch.file("etc/a/two", "another")
        // The file is read again, and what it says is the same.
        #expect(evaluator.renew(collector: try Collector(memo: memo), now: 0) == [])
        #expect(memo.counts == (1, 1))
    }

    /// Everything that a definition comes to.
    private static func told(of id: String, by evaluator: Evaluator) -> String {
        "\(evaluator.result(ofDefinition: id)) \(evaluator.evidence(ofDefinition: id))"
    }
}
