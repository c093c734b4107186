/// A container as its runtime names it, read from the control group of a process (`cgroups(7)`, /proc/PID/cgroup).
public struct ContainerReference: Hashable, Sendable {
    /// The container's identifier: 64 hexadecimal digits.
    public var id: String
    /// The runtime that made the group; nil when the group's name does not say it.
    public var runtime: String?
    /// The identifier of the Kubernetes pod; nil outside of one.
    public var pod: String?

    /// Names a container.
    public init(id: String, runtime: String?, pod: String? = nil) {
        self.id = id
        self.runtime = runtime
        self.pod = pod
    }

    /// Reads the content of `/proc/PID/cgroup`, of version 1 or 2; nil when the process is in no container.
    ///
    /// Of containers in containers it is the outermost, the one that the host's runtime knows.
    public init?(groups text: [UInt8]) {
        for line in text.split(separator: 0x0A) {
            let fields = line.split(
                separator: UInt8(ascii: ":"), maxSplits: 2, omittingEmptySubsequences: false)
            guard fields.count == 3 else { continue }
            if let found = Self.container(in: fields[2]) {
                self = found
                return
            }
        }
        return nil
    }

    private static let runtimes = [
        "docker": "docker", "crio": "cri-o", "cri-containerd": "containerd", "containerd": "containerd",
        "nerdctl": "containerd", "libpod": "podman", "libpod_parent": "podman", "k8s.io": "containerd",
    ]

    private static func container(in path: ArraySlice<UInt8>) -> ContainerReference? {
        // Without systemd some runtimes write slice, runtime and container as one part with colons.
        let parts = path.split { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ":") }
        var pod: String?
        var parent: String?
        for part in parts {
            var name = String(decoding: part, as: UTF8.self)
            for suffix in [".scope", ".slice", ".service"] where name.hasSuffix(suffix) {
                name.removeLast(suffix.count)
            }
            let id = String(name.suffix(64))
            let prefix = name.dropLast(id.count)
            if isIdentifier(id), prefix.isEmpty || prefix.last == "-" {
                let runtime = prefix.isEmpty ? parent : String(prefix.dropLast())
                // The monitor of a container runs beside it, on the host.
                if !(runtime?.hasSuffix("conmon") ?? false) {
                    return ContainerReference(id: id, runtime: runtime.flatMap { runtimes[$0] }, pod: pod)
                }
            }
            pod = Self.pod(in: name) ?? pod
            parent = name
        }
        return nil
    }

    private static func isIdentifier(_ text: String) -> Bool {
        text.utf8.count == 64
            && text.utf8.allSatisfy {
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
            }
    }

    /// The pod of `pod1234-…`, or of `kubepods-burstable-pod1234_…`, where systemd's names have no hyphens.
    private static func pod(in name: String) -> String? {
        var text = Substring(name)
        if name.hasPrefix("kubepods-"), let dash = name.lastIndex(of: "-") {
            text = name[name.index(after: dash)...]
        }
        guard text.hasPrefix("pod") else { return nil }
        let id = text.dropFirst(3).map { $0 == "_" ? "-" : $0 }
        // A static pod's is a digest without hyphens.
        let isID = id.count >= 32 && id.count <= 36 && id.allSatisfy { $0.isHexDigit || $0 == "-" }
        return isID ? String(id) : nil
    }
}
