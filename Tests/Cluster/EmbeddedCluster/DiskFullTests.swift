import Cluster
import EmbeddedCluster
import Glibc
import Kubernetes
import Testing

/// A state on a file system of two megabytes, which only root may make.
@Suite("A full disk", .serialized)
struct DiskFullTests {
    @Test(
        "writes are refused with 500 and a reason, reads go on, and writes return with the space",
        .enabled(
            if: SmallDisk.isAllowed, "mounting a small file system needs root: the full disk is not tested"))
    func full() async throws {
        let disk = try #require(SmallDisk(megabytes: 2))
        defer { disk.remove() }
        let filler = "\(disk.path)/filler"
        let cluster = try await EmbeddedCluster(
            EmbeddedCluster.Configuration(stateDirectory: "\(disk.path)/state"))
        var stored: [String] = []
        let error = await refusal {
            let file = open(filler, O_WRONLY | O_CREAT, 0o600)
            let bytes = [UInt8](repeating: 1, count: 700 << 10)
            _ = Glibc.write(file, bytes, bytes.count)
            close(file)
            for index in 0..<2000 {
                _ = try await cluster.rawCreate(
                    configMaps, namespace: "default",
                    configMap("o\(index)", data: String(repeating: "x", count: 3000)))
                stored.append("o\(index)")
            }
        }
        #expect(error?.code == 500)
        #expect(error?.reason == "InternalError")
        #expect(error?.message.contains("the disk is full") == true, "\(error?.message ?? "no error")")
        #expect(!stored.isEmpty && stored.count < 2000)
        let version = try #require(Int64(cluster.resourceVersion))
        for name in stored {
            #expect(throws: Never.self) {
                try cluster.rawGet(configMaps, namespace: "default", name: name)
            }
        }
        unlink(filler)
        let after = try await cluster.rawCreate(configMaps, namespace: "default", configMap("after"))
        #expect(after.object.resourceVersion == version + 1)
        await cluster.shutdown()
        let again = try await EmbeddedCluster(
            EmbeddedCluster.Configuration(stateDirectory: "\(disk.path)/state"))
        let names = try await again.list(configMaps, namespace: "default", options: ListOptions()).items.map(
            \.name)
        #expect(Set(names) == Set(stored + ["after"]))
        await again.shutdown()
    }
}

/// A small file system in memory.
struct SmallDisk {
    let path: String

    static let isAllowed: Bool = {
        guard let disk = SmallDisk(megabytes: 1) else { return false }
        disk.remove()
        return true
    }()

    init?(megabytes: Int) {
        var template = Array("/tmp/martlet-disk-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { return nil }
        path = String(cString: made)
        if mount("tmpfs", path, "tmpfs", 0, "size=\(megabytes)m") != 0 {
            rmdir(path)
            return nil
        }
    }

    func remove() {
        umount2(path, Int32(MNT_DETACH))
        rmdir(path)
    }
}
