import Glibc
import Host
import ScratchRoots
import Testing

@testable import OVAL

/// One run of `oscap oval eval` over objects, and ours over the same.
struct PeerRun {
    /// An object's element without `_object`, the prefix of its family, and its entities.
    struct Object: CustomStringConvertible {
        let family: String
        let element: String
        let content: String

        /// An object of a family: `u` unix, `l` linux, `i` independent.
        init(_ family: String, _ element: String, _ content: String) {
            self.family = family
            self.element = element
            self.content = content
        }

        var description: String { "\(family):\(element) \(content)" }
    }

    static let isInstalled = access("/usr/bin/oscap", X_OK) == 0

    let objects: [Object]
    let theirs: RecordedItems
    private let evaluator: Evaluator

    /// Runs both on the live machine, or on a root for both when one is given; `ROOT` in objects stands for
    /// `place`.
    init(_ objects: [Object], place: String = "", root: String? = nil) throws {
        self.objects = objects
        let work = try ScratchRoot()
        work.file("objects.xml", Self.document(objects.map { $0 }, place))
        let results = work.path + "/results.xml"
        let environment = root.map { "OSCAP_PROBE_ROOT=\($0) " } ?? ""
        let command =
            "\(environment)timeout 120 /usr/bin/oscap oval eval --skip-valid --results \(results) \(work.path)/objects.xml >/dev/null 2>&1"
        try #require(system(command) == 0, "reproduce with: \(command)")
        theirs = try RecordedItems(path: results)
        let definitions = try Definitions(path: work.path + "/objects.xml")
        evaluator = Evaluator(definitions, collector: Collector(host: try Host(root: root ?? "/")))
    }

    /// What we collect for the object at a place in the list.
    func ours(_ number: Int) throws -> Collected {
        _ = evaluator.result(ofDefinition: "oval:t:def:\(number + 1)")
        return try #require(evaluator.collections["oval:t:obj:\(number + 1)"], "\(objects[number])")
    }

    /// Expects the same flag and items for every object; fields that are left out are not compared.
    func expectSame(leavingOut: Set<String> = []) throws {
        let volatile = RecordedItems.volatile.union(leavingOut)
        for (number, object) in objects.enumerated() {
            let ours = try ours(number)
            let id = "oval:t:obj:\(number + 1)"
            #expect(ours.flag.rawValue == theirs.flags[id], "\(object): \(ours.messages)")
            #expect(
                Self.items(ours, leavingOut: volatile)
                    == Self.without(volatile, theirs.items[id] ?? []), "\(object)")
        }
    }

    private static func without(_ names: Set<String>, _ items: Set<Set<String>>) -> Set<Set<String>> {
        Set(items.map { $0.filter { field in !names.contains(String(field.prefix { $0 != "=" })) } })
    }

    static func items(_ collected: Collected, leavingOut: Set<String>) -> Set<Set<String>> {
        Set(
            collected.items.map { item in
                Set(
                    item.fields.filter { !leavingOut.contains($0.name.text) }.map { field in
                        guard case .record(let fields) = field.value else {
                            return "\(field.name)=\(field.value.text)"
                        }
                        let texts = fields.map { "\($0.name)=\($0.value.text)" }.sorted()
                        return "\(field.name)=\(texts.joined(separator: " "))"
                    })
            })
    }

    private static func document(_ objects: [Object], _ place: String) -> String {
        var (definitions, tests, texts) = ("", "", "")
        for (number, object) in objects.enumerated().map({ ($0 + 1, $1) }) {
            let element = "\(object.family):\(object.element)"
            definitions += """
                <definition id="oval:t:def:\(number)" version="1" class="compliance"><metadata><title>t</title>
                <description>d</description></metadata><criteria><criterion test_ref="oval:t:tst:\(number)"/></criteria></definition>
                """
            tests += """
                <\(element)_test id="oval:t:tst:\(number)" version="1" check="all" comment="c"><\(object.family):object object_ref="oval:t:obj:\(number)"/></\(element)_test>
                """
            // The default prefix of an object's entities is its own family.
            let content = object.content.replacing("ROOT", with: place).replacing(
                "F:", with: object.family + ":")
            texts += """
                <\(element)_object id="oval:t:obj:\(number)" version="1">\(content)</\(element)_object>
                """
        }
        let base = "http://oval.mitre.org/XMLSchema/oval-definitions-5"
        return """
            <oval_definitions xmlns="\(base)" xmlns:oval="http://oval.mitre.org/XMLSchema/oval-common-5"
             xmlns:u="\(base)#unix" xmlns:i="\(base)#independent" xmlns:l="\(base)#linux"
             xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
            <generator><oval:schema_version>5.11.3</oval:schema_version><oval:timestamp>2026-01-01T00:00:00</oval:timestamp></generator>
            <definitions>\(definitions)</definitions><tests>\(tests)</tests><objects>\(texts)</objects></oval_definitions>
            """
    }
}
