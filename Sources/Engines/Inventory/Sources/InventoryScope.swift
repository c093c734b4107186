import Glibc
import Host

/// Which parts of a machine's tree are not its own software.
public struct InventoryScope: Sendable {
    /// Directories that are passed over, from the root without the first slash.
    ///
    /// Those of the kernel; those in which container engines keep the files of images, which are listed as images;
    /// and OSTree's store, which has every file of the tree in use once more.
    public var skippedDirectories: Set<String> = [
        "proc", "sys", "dev", "sysroot/ostree", "ostree", "var/lib/docker", "var/lib/containerd",
        "var/lib/containers/storage", "var/lib/kubelet/pods", "var/lib/rancher/k3s/agent/containerd",
        "var/lib/rancher/rke2/agent/containerd", "run/containerd", "run/containers",
    ]
    /// File systems that are passed over where one is mounted below the root: those of the kernel, those of other
    /// machines, and those that engines lay together for containers.
    public var skippedFileSystems: Set<String> = [
        "proc", "sysfs", "cgroup", "cgroup2", "devtmpfs", "devpts", "mqueue", "debugfs", "tracefs",
        "securityfs",
        "pstore", "bpf", "configfs", "fusectl", "hugetlbfs", "binfmt_misc", "efivarfs", "selinuxfs",
        "rpc_pipefs", "nsfs", "autofs", "overlay", "aufs", "fuse.fuse-overlayfs", "nfs", "nfs4", "cifs",
        "smb3",
        "9p", "ceph", "afs", "lustre", "glusterfs", "fuse.sshfs", "fuse.glusterfs", "fuse.s3fs",
        "fuse.gcsfuse",
        "fuse.lxcfs",
    ]

    /// What is passed over by default.
    public init() {}

    /// The numbers (``PathKey``) of the directories of a host that are passed over.
    func skipped(on host: Host, mounts: [MountInfo]) -> Set<UInt64> {
        var paths = skippedDirectories
        let root = Self.resolved(host.root)
        // Where a mount is, from the host's root; nil outside of it.
        func place(_ mount: MountInfo) -> String? {
            var path = mount.mountPoint.bytes[...]
            if root != [UInt8(ascii: "/")] {
                guard path.starts(with: root), path.count == root.count || path[root.count] == 0x2F else {
                    return nil
                }
                path = path.dropFirst(root.count)
            }
            return String(decoding: path.drop { $0 == 0x2F }, as: UTF8.self)
        }
        let below = mounts.compactMap { mount in place(mount).map { (path: $0, mount: mount) } }
        for (number, (path, mount)) in below.enumerated() where !path.isEmpty {
            if skippedFileSystems.contains(mount.type) {
                paths.insert(path)
                continue
            }
            let isShownElsewhere = below.enumerated().contains { other, shown in
                guard other != number, shown.mount.device == mount.device,
                    let rest = Self.rest(of: mount.root.bytes, below: shown.mount.root.bytes)
                else { return false }
                // Of two that show the same the first counts.
                guard !rest.isEmpty || other < number else { return false }
                let there = [shown.path, String(decoding: rest, as: UTF8.self)].filter { !$0.isEmpty }
                    .joined(separator: "/")
                // A directory that is mounted on itself is in its own place.
                return there != path && !Self.lies(there, in: skippedDirectories)
            }
            if isShownElsewhere { paths.insert(path) }
        }
        return Set(paths.map { PathKey.of($0.utf8) })
    }

    private static func resolved(_ path: String) -> [UInt8] {
        guard let found = realpath(path, nil) else { return Array(path.utf8) }
        defer { free(found) }
        return Array(String(cString: found).utf8)
    }

    /// What is left of a path below another one, without a slash; nil when it lies elsewhere.
    private static func rest(of path: [UInt8], below other: [UInt8]) -> [UInt8]? {
        let other = other == [0x2F] ? [] : other
        guard path.starts(with: other) else { return nil }
        let rest = path[other.count...]
        guard rest.first == 0x2F || rest.isEmpty else { return nil }
        return Array(rest.drop { $0 == 0x2F })
    }

    private static func lies(_ path: String, in directories: Set<String>) -> Bool {
        directories.contains { path == $0 || path.hasPrefix($0 + "/") }
    }
}
