import SCAP
import TemporaryFolders
import Testing
import XCCDF

@testable import Compliance

@Suite struct ScannedProductTests {
    @Test(
        "a profile's own platform decides, then the benchmark's first",
        arguments: [
            (
                ["cpe:/o:redhat:openshift_container_platform_node:4"], "Node",
                "redhat_openshift_container_platform_node_4"
            ),
            ([], "Platform", "redhat_openshift_container_platform_4.1"),
            (["#machine"], "Platform", "redhat_openshift_container_platform_4.1"),
        ])
    func decides(platforms: [String], type: String, name: String) throws {
        let product = try product(
            of: platforms,
            in: [
                "cpe:/a:redhat:openshift_container_platform:4.1",
                "cpe:/o:redhat:openshift_container_platform_node:4",
            ])
        #expect(product.type == type)
        #expect(product.name == name)
    }

    @Test("without a name the machine is scanned, and the bundle names the product")
    func unnamed() throws {
        let product = try product(of: [], in: ["#machine"])
        #expect(product.type == "Node")
        #expect(product.name == "bundle")
    }

    private func product(of profile: [String], in benchmark: [String]) throws -> ScannedProduct {
        func elements(_ names: [String]) -> String { names.map { "<platform idref=\"\($0)\"/>" }.joined() }
        let folder = TemporaryFolder()
        let path = folder.write(
            "b.xml",
            """
            <Benchmark xmlns="http://checklists.nist.gov/xccdf/1.2" id="b">\(elements(benchmark))
            <Profile id="p"><title>p</title>\(elements(profile))</Profile></Benchmark>
            """)
        let content = try withExtendedLifetime(folder) { try Content(path: path, options: [.texts]) }
        return ScannedProduct(
            of: try #require(content.benchmark.profiles.first), in: content.benchmark, otherwise: "bundle")
    }
}
