import Testing

@testable import Compliance

@Suite("ComplianceNames")
struct ComplianceNamesTests {
    @Test(
        "an XCCDF id becomes a DNS name as the Compliance Operator makes it",
        arguments: [
            ("xccdf_org.ssgproject.content_rule_resource_requests_quota", "resource-requests-quota"),
            ("xccdf_org.ssgproject.content_profile_anssi_bp28_minimal", "anssi-bp28-minimal"),
            ("xccdf_org.ssgproject.content_value_var_umask", "var-umask"),
            ("Plain_ID", "plain-id"),
            ("xccdf_a_rule_../../etc", "etc"),
        ])
    func dnsNames(id: String, name: String) { #expect(ComplianceNames.dnsName(id) == name) }

    @Test("a result's name is the scan's and the rule's")
    func results() {
        #expect(
            ComplianceNames.checkResult(
                scan: "ocp4-moderate", rule: "xccdf_org.ssgproject.content_rule_resource_requests_quota")
                == "ocp4-moderate-resource-requests-quota")
    }

    @Test(
        "a node scan is named after profile and role",
        arguments: [("worker", "p-worker"), ("@all", "p-a-all")])
    func scans(role: String, name: String) {
        #expect(ComplianceNames.nodeScan(profile: "p", role: role) == name)
    }

    @Test(
        "a bundle is named after its file",
        arguments: [("ssg-debian12-ds.xml", "debian12"), ("dir/ssg-ocp4-ds.xml", "ocp4"), ("own.xml", "own")])
    func bundles(file: String, name: String) { #expect(ComplianceNames.bundle(file: file) == name) }
}
