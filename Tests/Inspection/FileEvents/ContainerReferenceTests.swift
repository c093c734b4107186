import FileEvents
import Fuzzing
import Host
import Testing

@Suite("Containers by their control groups")
struct ContainerReferenceTests {
    static let id = String(repeating: "0123456789abcdef", count: 4)
    static let inner = String(repeating: "f", count: 64)
    static let pod = "8d3a6f0e-1111-2222-3333-444455556666"
    static let flat = "8d3a6f0e_1111_2222_3333_444455556666"

    static let forms: [(text: String, runtime: String?, pod: String?)] = [
        ("12:memory:/docker/\(id)\n0::/", "docker", nil),
        ("0::/system.slice/docker-\(id).scope\n", "docker", nil),
        ("0::/docker/\(id)/docker/\(inner)/init.scope\n", "docker", nil),
        ("0::/kubepods/besteffort/pod\(pod)/\(id)\n", nil, pod),
        (
            "0::/kubepods.slice/kubepods-besteffort.slice/kubepods-besteffort-pod\(flat).slice/"
                + "cri-containerd-\(id).scope\n", "containerd", pod
        ),
        ("0::/kubepods.slice/kubepods-pod\(flat).slice/crio-\(id).scope/container\n", "cri-o", pod),
        (
            "4:cpu:/system.slice/containerd.service/kubepods-burstable-pod\(flat).slice:cri-containerd:\(id)\n",
            "containerd", pod
        ),
        ("0::/machine.slice/libpod-\(id).scope/container\n", "podman", nil),
        ("0::/libpod_parent/libpod-\(id)\n", "podman", nil),
        ("0::/k8s.io/\(id)\n", "containerd", nil),
        (
            "0::/kubepods/pod\(String(repeating: "a", count: 32))/\(id)\n", nil,
            String(repeating: "a", count: 32)
        ),
    ]

    @Test("every runtime's form gives the identifier that the runtime knows", arguments: forms)
    func known(form: (text: String, runtime: String?, pod: String?)) {
        let found = ContainerReference(groups: Array(form.text.utf8))
        #expect(found == ContainerReference(id: Self.id, runtime: form.runtime, pod: form.pod))
    }

    @Test(
        "a service, a login, a monitor and what only looks like a container are none",
        arguments: [
            "0::/\n", "0::/system.slice/ssh.service\n", "0::/user.slice/user-1000.slice/session-3.scope\n",
            "0::/machine.slice/libpod-conmon-\(id).scope\n", "0::/system.slice/crio-conmon-\(id).scope\n",
            "0::/docker/\(id.uppercased())\n", "0::/docker/\(id)0\n", "",
        ])
    func none(text: String) {
        #expect(ContainerReference(groups: Array(text.utf8)) == nil)
    }

    @Test("mutants of control groups and of mount tables are read or left out", .timeLimit(.minutes(5)))
    func mutants() {
        for mutant in Mutants(of: Self.forms.map(\.text), tokens: ["/", ":", ".scope", "-"], count: 5000) {
            let found = ContainerReference(groups: mutant.bytes)
            #expect(found.map { $0.id.utf8.count == 64 } ?? true, "\(mutant)")
        }
        let mounts = [
            "27 1 254:0 / / rw,relatime - ext4 /dev/vda rw\n",
            "36 35 98:0 /mnt1 /mnt\\0402 rw,noatime master:1 shared:2 - ext3 /dev/root rw,upperdir=/a\\054b\n",
        ]
        #expect(MountInfo.parse(Array(mounts[1].utf8)).first?.mountPoint == "/mnt 2")
        #expect(
            MountInfo.parse(Array(mounts[1].utf8)).first?.superOptions.last == Array("upperdir=/a,b".utf8))
        for mutant in Mutants(of: mounts, tokens: [" - ", "\\0", "\\999", " "], count: 5000) {
            let found = MountInfo.parse(mutant.bytes)
            #expect(found.count <= mutant.bytes.count { $0 == 0x0A } + 1, "\(mutant)")
        }
    }
}
