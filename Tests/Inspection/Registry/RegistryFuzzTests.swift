import Fuzzing
import Testing

@testable import Registry

@Suite struct RegistryFuzzTests {
    @Test("names that are read are written and read the same")
    func references() {
        let corpus = [
            "docker://quay.io:443/team/app_x.y:1.2-3@sha256:" + String(repeating: "0a", count: 32), "debian",
        ]
        for mutant in Mutants(of: corpus, tokens: ["/", ":", "@", "..", "%"], count: 4000) {
            guard let reference = try? RegistryReference(mutant.text) else { continue }
            #expect((try? RegistryReference(reference.description)) == reference, "\(mutant)")
            #expect(!reference.repository.contains(".."), "\(mutant)")
        }
    }

    @Test("settings, challenges, manifests and logins bear everything")
    func documents() {
        let rules =
            "[[registry]]\nprefix = \"a.example.org/x\" # c\nblocked = false\n[[registry.mirror]]\nlocation = 'b'\n"
        for mutant in Mutants(of: [rules], tokens: ["[", "]]", "=", "\"", "#", "\n", "true"], count: 2000) {
            guard let read = try? RegistryRules(mutant.bytes, path: "x") else { continue }
            #expect(read.rules.allSatisfy { !$0.prefix.isEmpty }, "\(mutant)")
        }
        for mutant in Mutants(of: ["Bearer realm=\"https://a\",service=b, Basic realm=\"x\""], count: 2000) {
            if case .bearer(let realm, _, _) = Challenge([mutant.text]) {
                #expect(realm.utf8.count <= mutant.bytes.count)
            }
        }
        let sample = SampleImage()
        for mutant in Mutants(
            of: [sample.manifest, sample.index(["linux/amd64"])], tokens: ["manifests", "-1"], count: 2000)
        {
            guard let manifest = try? RegistryManifest(mutant.bytes, place: "x") else { continue }
            if case .image(_, let layers) = manifest.content {
                #expect(layers.allSatisfy { $0.size >= 0 }, "\(mutant)")
            }
        }
        for mutant in Mutants(of: [#"{"auths": {"a/b": {"auth": "YTpi"}}, "credsStore": "x"}"#], count: 2000)
        {
            guard let logins = try? RegistryLogins(mutant.bytes, path: "x") else { continue }
            #expect(logins.notes.allSatisfy { $0.hasPrefix("x: ") })
        }
    }
}
