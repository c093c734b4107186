import Bytes
import Files
import Glibc

/// A container that runs on this machine, and where its files are.
public struct RunningContainer: Sendable, Hashable {
    /// What runs it.
    public enum Engine: String, Sendable, CaseIterable {
        /// podman, buildah or CRI-O, which keep their files alike.
        case containersStorage
        /// containerd, of docker too.
        case containerd
    }

    /// What runs it.
    public var engine: Engine
    /// Its identifier.
    public var id: String
    /// Its name; in a cluster that of the container in its pod.
    public var name: String
    /// The pod and its namespace; nil outside of clusters.
    public var pod: (namespace: String, name: String)? {
        get { podName.map { ($0[0], $0[1]) } }
        set { podName = newValue.map { [$0.namespace, $0.name] } }
    }
    /// The image as it was asked for; empty when not told.
    public var image: String
    /// The image's identifier or digest; empty when not told.
    public var imageID: String
    /// The directory that is the container's `/`.
    public var root: String

    private var podName: [String]?

    init(engine: Engine, id: String, name: String, image: String, imageID: String, root: String) {
        self.engine = engine
        self.id = id
        self.name = name
        self.image = image
        self.imageID = imageID
        self.root = root
    }
}

extension RunningContainer {
    /// Where containerd keeps what runs.
    public static let containerdTasks = "/run/containerd/io.containerd.runtime.v2.task"
    private static let sizeLimit = 16 << 20

    /// All that run here, by engine and identifier; the pauses that hold pods together are left out.
    ///
    /// - Parameters:
    ///   - storage: the storage of podman and CRI-O.
    ///   - tasks: containerd's directory of what runs.
    ///   - mounts: the file of this machine's mounts.
    /// - Throws: ``RegistryError`` when a file there is cannot be read.
    public static func all(
        storage: ContainerStorage, tasks: String = containerdTasks, mounts: String = "/proc/self/mountinfo"
    ) throws(RegistryError) -> [RunningContainer] {
        var found = try stored(storage, mounts: mounts)
        for namespace in names(in: tasks) {
            for id in names(in: "\(tasks)/\(namespace)") {
                if let container = try task("\(tasks)/\(namespace)/\(id)", id: id) { found.append(container) }
            }
        }
        return found.sorted { ($0.engine.rawValue, $0.id) < ($1.engine.rawValue, $1.id) }
    }

    /// Those whose files are mounted: the storage itself does not know what runs.
    private static func stored(_ storage: ContainerStorage, mounts: String) throws(RegistryError)
        -> [RunningContainer]
    {
        let containers = try storage.containers()
        guard !containers.isEmpty else { return [] }
        let text = String(decoding: try read(mounts) ?? [], as: UTF8.self)
        let points = Set(
            text.split(separator: "\n").compactMap { $0.split(separator: " ").dropFirst(4).first })
        var images: [String: String] = [:]
        for image in try storage.images() { images[image.id] = image.names.first }
        return containers.compactMap { container in
            guard points.contains(container.root[...]) else { return nil }
            let metadata = (try? JSONDocument(Array(container.metadata.utf8)))?.root
            // CRI-O's pause has the pod's name and no container's.
            if metadata?["pod"].bool == true { return nil }
            var running = RunningContainer(
                engine: .containersStorage, id: container.id,
                name: metadata?["metadata-name"].string ?? container.names.first ?? container.id,
                image: metadata?["image-name"].string ?? images[container.image] ?? "",
                imageID: container.image,
                root: container.root)
            if let pod = metadata?["pod-name"].string, let namespace = metadata?["namespace"].string {
                running.pod = (namespace, pod)
            }
            return running
        }
    }

    /// One of containerd's, by the specification that it was started with (OCI runtime-spec 1.2, config.md).
    private static func task(_ directory: String, id: String) throws(RegistryError) -> RunningContainer? {
        guard let pid = try read("\(directory)/init.pid"),
            let specification = try read("\(directory)/config.json")
        else { return nil }
        let digits = String(decoding: pid, as: UTF8.self).filter(\.isNumber)
        guard let process = Int32(digits), kill(process, 0) == 0 || errno == EPERM else { return nil }
        let root: JSONView
        do throws(JSONError) { root = try JSONDocument(specification).root } catch {
            throw RegistryError("\(directory)/config.json", .malformed("\(error)"))
        }
        let notes = root["annotations"]
        if notes["io.kubernetes.cri.container-type"].string == "sandbox" { return nil }
        let path = root["root"]["path"].string ?? "rootfs"
        var running = RunningContainer(
            engine: .containerd, id: id, name: notes["io.kubernetes.cri.container-name"].string ?? id,
            image: notes["io.kubernetes.cri.image-name"].string ?? "", imageID: "",
            root: path.hasPrefix("/") ? path : "\(directory)/\(path)")
        if let pod = notes["io.kubernetes.cri.sandbox-name"].string,
            let namespace = notes["io.kubernetes.cri.sandbox-namespace"].string
        {
            running.pod = (namespace, pod)
        }
        return running
    }

    private static func read(_ path: String) throws(RegistryError) -> [UInt8]? {
        do throws(FileFailure) { return try SmallFile.read(path, limit: sizeLimit) } catch {
            throw RegistryError(path, .system(error.reason))
        }
    }

    private static func names(in directory: String) -> [String] {
        guard let stream = opendir(directory) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if ContainerStorage.isName(name) { names.append(name) }
        }
        return names.sorted()
    }
}
