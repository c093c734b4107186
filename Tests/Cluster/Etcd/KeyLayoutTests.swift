import Kubernetes
import Testing

@testable import Etcd

@Suite("The layout of keys in etcd")
struct KeyLayoutTests {
    private let layout = KeyLayout.kubernetes

    @Test(
        "leaves a built-in resource's group out, and knows what kube-apiserver renamed",
        arguments: [
            ("/registry/configmaps/default/c", "/registry/configmaps/default/c"),
            ("/registry/apps/deployments/default/d", "/registry/deployments/default/d"),
            ("/registry/nodes/n", "/registry/minions/n"),
            ("/registry/networking.k8s.io/ingresses/default/i", "/registry/ingress/default/i"),
            ("/registry/events/default/e", "/registry/events/default/e"),
        ])
    func binary(_ own: String, _ stored: String) {
        #expect(layout.stored(own) == stored)
        #expect(layout.own(stored) == own)
        #expect(layout.isBinary(own))
    }

    @Test(
        "keeps the groups of custom resources and of what serves them",
        arguments: [
            "/registry/apiextensions.k8s.io/customresourcedefinitions/a.b.c",
            "/registry/apiregistration.k8s.io/apiservices/v1.b.c", "/registry/b.c/widgets/default/w",
        ])
    func grouped(_ key: String) {
        #expect(layout.stored(key) == key)
        #expect(layout.own(key) == key)
        #expect(!layout.isBinary(key))
    }

    @Test("knows one place for Events, whichever group they are written in")
    func events() {
        // Were there two, whose key /registry/events/ stands for would be chance.
        #expect(BuiltinKinds.all.filter { $0.type.plural == "events" }.count == 2)
        #expect(layout.stored("/registry/events.k8s.io/events/default/e") != "/registry/events/default/e")
    }

    @Test(
        "takes no key for another's",
        arguments: ["/registry/apps/deployments/default/d", "/elsewhere", "", "/"])
    func foreign(_ key: String) {
        #expect(layout.own(key) == nil)
    }
}
