import Host
import ScratchRoots
import Testing

@testable import KubeBench

@Suite struct ConfigurationTests {
    static let text = """
        master:
          components: [apiserver, etcd, ghost]
          apiserver:
            bins: ["hyperkube apiserver", kube-apiserver]
            confs: [/etc/kubernetes/manifests/kube-apiserver.yaml, /etc/origin/master.yaml]
            defaultconf: /etc/kubernetes/manifests/kube-apiserver.yaml
          etcd:
            optional: true
            bins: etcd
            datadirs: [/var/lib/etcd/default.etcd]
            defaultdatadir: /var/lib/etcd/default.etcd
        node:
          components: [kubelet]
          kubelet:
            bins: [kubelet]
            confs: [/var/lib/kubelet/config.yaml]
            svc: [/etc/systemd/system/kubelet.service]
            kubeconfig: [/etc/kubernetes/kubelet.conf]
            cafile: [/etc/kubernetes/pki/ca.crt]
            defaultcafile: /etc/kubernetes/pki/ca.crt
        policies:
          components: []
        version_mapping:
          "1.15": cis-1.5
          "1.22": "cis-1.23"
        target_mapping:
          cis-1.5: [master, node]
        """

    @Test("every field of a component is read, and one without a section is none")
    func components() throws {
        let configuration = try Configuration(reading: [(Self.text, "config.yaml")])
        let master = try #require(configuration.targets["master"])
        #expect(master.components.map(\.name) == ["apiserver", "etcd"])
        #expect(master.components[0].programs == ["hyperkube apiserver", "kube-apiserver"])
        #expect(master.components[1].isOptional && !master.components[0].isOptional)
        #expect(master.components[1].programs == ["etcd"])
        #expect(
            master.components[1].files[.dataDirectory]
                == Component.Places(
                    candidates: ["/var/lib/etcd/default.etcd"], fallback: "/var/lib/etcd/default.etcd"))
        #expect(configuration.targets["policies"]?.components == [])
        #expect(configuration.targetsOfBenchmark == ["cis-1.5": ["master", "node"]])
    }

    @Test(
        "a version's benchmark is its own or that of the nearest earlier version",
        arguments: [
            ("1.15", "cis-1.5"), ("1.21", "cis-1.5"), ("1.22", "cis-1.23"), ("1.99", "cis-1.23"),
            ("1.14", nil),
            ("2", nil), ("x.y", nil), ("1.-3", nil), ("1.99999999999", nil),
        ])
    func versions(version: String, benchmark: String?) throws {
        let configuration = try Configuration(reading: [(Self.text, "config.yaml")])
        #expect(configuration.benchmark(forVersion: version) == benchmark)
    }

    @Test("a benchmark's own configuration is laid over the general one")
    func layers() throws {
        let over = """
            Master:
              Apiserver:
                Bins: [k3s]
                defaultconf: /k3s
              components: [apiserver]
            """
        let configuration = try Configuration(reading: [
            (Self.text, "config.yaml"), (over, "k3s/config.yaml"),
        ])
        let components = try #require(configuration.targets["master"]?.components)
        #expect(components.map(\.name) == ["apiserver"])
        #expect(components[0].programs == ["k3s"])
        #expect(components[0].files[.configuration]?.fallback == "/k3s")
        #expect(components[0].files[.configuration]?.candidates.count == 2)
        #expect(configuration.targets["node"]?.components.count == 1)
    }

    @Test("an error names file, line and field")
    func errors() throws {
        let wrong = Self.text.replacing("optional: true", with: "optional: perhaps")
        let error = try #require(throws: KubeBenchError.self) {
            try Configuration(reading: [(wrong, "cfg/config.yaml")])
        }
        #expect(
            "\(error)" == "cfg/config.yaml:8: master.etcd.optional: \"perhaps\" is neither true nor false")
    }

    @Test("what stands for programs and files is filled in for the machine")
    func platform() throws {
        let root = try ScratchRoot()
        defer { withExtendedLifetime(root) {} }
        root.file("etc/origin/master.yaml", "")
        root.file("etc/kubernetes/kubelet.conf", "")
        let configuration = try Configuration(reading: [(Self.text, "config.yaml")])
        let machine = AuditMachine(
            files: try Host(root: root.path),
            processes: [
                .fixture("/usr/bin/hyperkube apiserver --a", program: "hyperkube"),
                .fixture("kubelet2 --x", program: "kubelet2"),
            ])
        let platform = Platform(machine)
        let master = platform.node(configuration.targets["master"])
        let text = "grep $apiserverbin $apiserverconf; ls $etcddatadir $etcdbin $other $"
        #expect(
            master.substitutions.apply(to: text).text
                == "grep 'hyperkube apiserver' /etc/origin/master.yaml; ls /var/lib/etcd/default.etcd etcd $other $"
        )
        #expect(master.substitutions.apply(to: text).programs == ["etcd", "hyperkube apiserver"])
        #expect(master.missing.isEmpty)
        #expect(platform.runs(configuration.targets["master"]) == true)
        let node = platform.node(configuration.targets["node"])
        #expect(node.missing == ["kubelet": ["kubelet"]])
        #expect(
            node.substitutions.apply(to: "$kubeletkubeconfig $kubeletcafile $kubeletsvc $kubeletconf").text
                == "/etc/kubernetes/kubelet.conf /etc/kubernetes/pki/ca.crt kubelet kubelet")
        #expect(platform.runs(configuration.targets["node"]) == false)
        #expect(platform.runs(configuration.targets["policies"]) == false)
        let offline = Platform(AuditMachine(files: try Host(root: root.path), processes: nil))
        #expect(offline.runs(configuration.targets["node"]) == nil)
        #expect(offline.node(configuration.targets["node"]).missing.isEmpty)
    }
}
