import Bytes
import Cluster
import EmbeddedCluster
import Etcd
import Kubernetes
import Testing

@Suite("etcd and memory", .needsEtcd, .serialized)
struct SameAnswersTests {
    private enum Verb: CaseIterable {
        case create, patch, delete, get, list
    }

    private struct Step {
        var verb: Verb
        var type: ResourceType
        var name: String
        var value: String
    }

    @Test("give the same answers and tell the same story in a thousand random steps")
    func randomSteps() async throws {
        let memory = try await EmbeddedCluster(
            EmbeddedCluster.Configuration(stateDirectory: nil), logger: silence)
        try await EtcdServers.run { servers in
            try await withReplica(servers.configuration) { shared in
                for cluster in [memory, shared] {
                    _ = try await cluster.rawCreate(definitions, namespace: nil, try widgetDefinition())
                }
                let begins = [memory.resourceVersion, shared.resourceVersion]
                var random: UInt64 = 7
                for number in 0..<1000 {
                    let step = self.step(&random)
                    let expected = await self.answer(memory, step)
                    let found = await self.answer(shared, step)
                    try #require(found == expected, "step \(number): \(step)")
                }
                for type in [configMaps, widgets] {
                    let expected = try await self.story(memory, type, from: begins[0])
                    let found = try await self.story(shared, type, from: begins[1])
                    #expect(expected.count > 100)
                    #expect(found == expected)
                }
            }
        }
        await memory.shutdown()
    }

    private func step(_ random: inout UInt64) -> Step {
        func next(_ count: Int) -> Int {
            random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(random >> 33) % count
        }
        return Step(
            verb: Verb.allCases[next(Verb.allCases.count)], type: next(2) == 0 ? configMaps : widgets,
            name: "n\(next(12))", value: "v\(next(4))")
    }

    private func answer(_ cluster: EmbeddedCluster, _ step: Step) async -> String {
        let member = step.type.plural == "widgets" ? "spec" : "data"
        let contents: JSON = ["color": .string(step.value)]
        var labels = JSONObject()
        labels["l"] = .string(step.value)
        do {
            switch step.verb {
            case .create:
                var made = object(step.type, step.name, [member: contents])
                made.labels = ["l": step.value]
                return shown(try await cluster.rawCreate(step.type, namespace: "default", made).object)
            case .patch:
                var change = JSONObject()
                change[member] = contents
                change["metadata"] = ["labels": .object(labels)]
                return shown(
                    try await cluster.rawPatch(
                        step.type, namespace: "default", name: step.name, .merge(.object(change))
                    ).object)
            case .delete:
                return shown(
                    try await cluster.rawDelete(step.type, namespace: "default", name: step.name).object)
            case .get:
                return shown(try cluster.rawGet(step.type, namespace: "default", name: step.name))
            case .list:
                let options = ListOptions(labelSelector: "l=\(step.value)")
                return try await cluster.rawList(step.type, namespace: "default", options: options).objects
                    .map(shown).joined(separator: "\n")
            }
        } catch { return "\(error)" }
    }

    /// Everything that a watch tells until it has told all.
    private func story(
        _ cluster: EmbeddedCluster, _ type: ResourceType, from version: String
    ) async throws -> [String] {
        let watch = try await cluster.rawWatch(
            type, namespace: nil, options: WatchOptions(resourceVersion: version, allowBookmarks: true))
        var story: [String] = []
        cluster.sendBookmarks()
        while let batch = try await watch.next() {
            for event in batch {
                if event.kind == .bookmark { return story }
                story.append("\(event.kind) \(shown(event.object))")
            }
        }
        return story
    }

    /// An object without what differs between any two clusters.
    private func shown(_ stored: StoredObject) -> String {
        var json = stored.json
        var metadata = json["metadata"]?.object ?? [:]
        for member in ["uid", "creationTimestamp", "resourceVersion", "managedFields"] {
            metadata[member] = nil
        }
        json["metadata"] = .object(metadata)
        return String(decoding: json.bytes, as: UTF8.self)
    }
}
