import Kubernetes
import Testing

@testable import APIServer

@Suite("Accept headers")
struct NegotiationTests {
    private static let table =
        "application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json"

    @Test("kubectl get asks for a table first and gets it")
    func tables() throws { #expect(try ResponseForm(accept: Self.table) == .table(version: "v1")) }

    @Test(
        "what we can write is found behind what we cannot",
        arguments: [
            "application/vnd.kubernetes.protobuf,application/json", "*/*", "application/*",
            "application/json;as=Unknown;v=v1;g=meta.k8s.io, application/json",
        ])
    func fallback(accept: String) throws { #expect(try ResponseForm(accept: accept) == .objects) }

    @Test("objects with messages are written as protobuf where that is preferred, tables never")
    func protobuf() throws {
        let both = "application/vnd.kubernetes.protobuf,application/json"
        #expect(try ResponseForm(accept: both, hasProtobuf: true) == .protobuf)
        let later = "application/json,application/vnd.kubernetes.protobuf"
        #expect(try ResponseForm(accept: later, hasProtobuf: true) == .objects)
        let metadata = "application/vnd.kubernetes.protobuf;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,"
        #expect(try ResponseForm(accept: metadata + "application/json", hasProtobuf: true) == .objects)
    }

    @Test("no Accept header means JSON")
    func none() throws { #expect(try ResponseForm(accept: nil) == .objects) }

    @Test("the quality decides before the order")
    func quality() throws {
        let accept = "application/json;q=0.5,application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1"
        #expect(try ResponseForm(accept: accept) == .metadata(version: "v1"))
    }

    @Test(
        "only unknown types are refused with 406",
        arguments: ["text/html", "application/json;q=0", "application/xml"])
    func refused(accept: String) {
        let error = #expect(throws: StatusError.self) { try ResponseForm(accept: accept) }
        #expect(error?.code == 406)
    }

    @Test("aggregated discovery is chosen by group and version")
    func discovery() throws {
        let accept =
            "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json"
        #expect(try DiscoveryForm(accept: accept) == .aggregated(version: "v2"))
        #expect(try DiscoveryForm(accept: "application/json") == .legacy)
    }
}
