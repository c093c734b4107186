import Bytes
import Host
import Kubernetes
import PlatformFacts
import YAML

/// One cluster's part of an `oc adm must-gather`.
///
/// What belongs to the cluster lies in `cluster-scoped-resources/GROUP/PLURAL/NAME.yaml` or, all of a kind in one
/// list, in `…/PLURAL.yaml`; what belongs to a namespace in `namespaces/NAMESPACE/GROUP/…` in the same two ways.
/// The core group is `core`.
struct MustGather: Sendable {
    private let host: Host
    /// The directory in the host that holds the two trees.
    private let root: String

    private init(host: Host, root: String) {
        self.host = host
        self.root = root
    }

    /// The gathered clusters of a directory: itself, or the directories in it, which bear the names of images.
    static func all(in host: Host) -> [MustGather] {
        func isGathered(_ root: String) -> Bool {
            host.exists(HostPath("\(root)/cluster-scoped-resources"))
                || host.exists(HostPath("\(root)/namespaces"))
        }
        let candidates = [""] + names(in: "/", of: host).map { "/\($0)" }
        return candidates.filter(isGathered).map { MustGather(host: host, root: $0) }
    }

    /// Whether anything of a group was gathered.
    func serves(group: String) -> Bool {
        if exists("\(root)/cluster-scoped-resources/\(group)") { return true }
        return namespaces.contains { exists("\(root)/namespaces/\($0)/\(group)") }
    }

    /// What was gathered for a path; nil when nothing was.
    func answer(to path: APIPath, _ text: String) throws(APISourceError) -> JSON? {
        guard path.subresource.isEmpty else { return nil }
        guard let name = path.name else { return try list(path, text) }
        for folder in folders(path) {
            if let object = try document("\(folder)/\(path.plural)/\(name).yaml", text) { return object }
            for item in try items("\(folder)/\(path.plural).yaml", text)
            where item["metadata"]?["name"]?.string == name {
                return item
            }
        }
        if path.group.isEmpty, path.plural == "namespaces" {
            return try document("\(root)/namespaces/\(name)/\(name).yaml", text)
        }
        return nil
    }

    private func list(_ path: APIPath, _ text: String) throws(APISourceError) -> JSON? {
        var objects: [JSON] = []
        var isKnown = false
        for folder in folders(path) {
            let file = "\(folder)/\(path.plural).yaml"
            if exists(file) {
                isKnown = true
                objects += try items(file, text)
                continue
            }
            let members = "\(folder)/\(path.plural)"
            for name in Self.names(in: members, of: host) where name.hasSuffix(".yaml") {
                isKnown = true
                if let object = try document("\(members)/\(name)", text) { objects.append(object) }
            }
        }
        if path.group.isEmpty, path.plural == "namespaces", !isKnown {
            for name in namespaces {
                isKnown = true
                if let object = try document("\(root)/namespaces/\(name)/\(name).yaml", text) {
                    objects.append(object)
                }
            }
        }
        guard isKnown else { return nil }
        let kind = objects.first?["kind"]?.string
        return [
            "apiVersion": .string(path.group.isEmpty ? path.version : "\(path.group)/\(path.version)"),
            "kind": .string((kind ?? "") + "List"), "metadata": [:],
            "items": .array(try selected(objects, path, text)),
        ]
    }

    private func selected(
        _ objects: [JSON], _ path: APIPath, _ text: String
    ) throws(APISourceError) -> [JSON] {
        guard let words = path["labelSelector"], !words.isEmpty else { return objects }
        let selector: LabelSelector
        do throws(StatusError) { selector = try LabelSelector(parsing: words) } catch {
            throw APISourceError(path: text, reason: "\(error)")
        }
        return objects.filter { object in
            var labels: [String: String] = [:]
            if let members = object["metadata"]?["labels"]?.object {
                for (name, value) in members { labels[name] = value.string }
            }
            return selector.matches(labels: labels)
        }
    }

    /// Where objects of a path's kind may lie.
    private func folders(_ path: APIPath) -> [String] {
        let group = path.group.isEmpty ? "core" : path.group
        if let namespace = path.namespace { return ["\(root)/namespaces/\(namespace)/\(group)"] }
        let cluster = "\(root)/cluster-scoped-resources/\(group)"
        if path.name != nil { return [cluster] }
        return [cluster] + namespaces.map { "\(root)/namespaces/\($0)/\(group)" }
    }

    private var namespaces: [String] { Self.names(in: "\(root)/namespaces", of: host) }

    private func items(_ file: String, _ path: String) throws(APISourceError) -> [JSON] {
        try document(file, path)?["items"]?.array ?? []
    }

    private func exists(_ path: String) -> Bool { host.exists(HostPath(path)) }

    private func document(_ file: String, _ path: String) throws(APISourceError) -> JSON? {
        guard (try? host.status(of: HostPath(file)))?.kind == .regular else { return nil }
        do {
            let bytes = try host.read(HostPath(file), limit: DumpSource.fileLimit)
            if bytes.first == UInt8(ascii: "{") { return try JSON(parsing: bytes) }
            return try YAML.parse(bytes: bytes, file: file).first
        } catch {
            throw APISourceError(path: path, reason: "\(error)")
        }
    }

    private static func names(in directory: String, of host: Host) -> [String] {
        host.entries(of: HostPath(directory)).map(\.description)
    }
}
