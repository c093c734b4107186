public import Host

/// A kube-bench configuration directory: `config.yaml` and a directory for each benchmark.
public struct BenchmarkDirectory: Sendable {
    /// One file of a benchmark as it is written.
    public struct ControlsFile: Equatable, Sendable {
        /// The kind of node, which is the file's name without `.yaml`.
        public var target: String
        /// The file's path.
        public var path: String
        /// The file's text.
        public var text: String
    }

    /// The directory's path.
    public let path: String
    /// The names of the benchmarks, in order.
    public let benchmarks: [String]
    private let files: Host

    /// No file of a benchmark comes near this size.
    private static let fileLimit = 4 << 20

    /// Opens a directory.
    ///
    /// - Parameter files: the machine that holds it, which need not be the one that is checked.
    /// - Throws: ``KubeBenchError`` when it is no such directory.
    public init(_ path: String, on files: Host) throws(KubeBenchError) {
        self.path = path
        self.files = files
        let root = HostPath(path)
        var names: [String] = []
        do throws(HostError) {
            try files.forEachEntry(of: root) { name, _, _ in
                names.append(String(decoding: name, as: UTF8.self))
            }
        } catch {
            throw KubeBenchError(file: path, reason: "the directory cannot be read: \(error)")
        }
        benchmarks = names.filter { name in
            guard !name.hasPrefix("."),
                (try? files.status(of: root.appending(name)).kind) == .directory
            else { return false }
            return !Self.controlsNames(in: root.appending(name), on: files).isEmpty
        }.sorted(by: Self.precedes)
        guard names.contains("config.yaml") else {
            throw KubeBenchError(
                file: path,
                reason: "config.yaml is missing; name the directory that holds it and the benchmarks")
        }
    }

    /// The configuration, with that of a benchmark laid over it.
    public func configuration(of benchmark: String? = nil) throws(KubeBenchError) -> Configuration {
        try Configuration(reading: try configurationFiles(of: benchmark))
    }

    /// The texts of `config.yaml` and of a benchmark's own, with their names.
    public func configurationFiles(
        of benchmark: String? = nil
    ) throws(KubeBenchError) -> [(text: String, file: String)] {
        var layers = [try layer("config.yaml")]
        if let benchmark, files.exists(HostPath(path).appending(benchmark).appending("config.yaml")) {
            layers.append(try layer("\(benchmark)/config.yaml"))
        }
        return layers
    }

    /// The files of a benchmark, in the order of the files' names.
    ///
    /// - Parameter targets: the kinds of node that are wanted; nil for all.
    /// - Throws: ``KubeBenchError`` when the benchmark or one of its files is missing.
    public func controls(
        of benchmark: String, targets: [String]? = nil
    ) throws(KubeBenchError) -> [ControlsFile] {
        guard benchmarks.contains(benchmark) else {
            let known =
                benchmarks.isEmpty ? "there are none" : "there are \(benchmarks.joined(separator: ", "))"
            throw KubeBenchError(file: path, reason: "there is no benchmark \"\(benchmark)\"; \(known)")
        }
        let present = Self.controlsNames(in: HostPath(path).appending(benchmark), on: files)
        for target in targets ?? [] where !present.contains(target) {
            throw KubeBenchError(
                file: "\(path)/\(benchmark)",
                reason: "there is no file for the target \"\(target)\"; there are "
                    + present.joined(separator: ", "))
        }
        var controls: [ControlsFile] = []
        for target in present where targets?.contains(target) ?? true {
            let (text, file) = try layer("\(benchmark)/\(target).yaml")
            controls.append(ControlsFile(target: target, path: file, text: text))
        }
        return controls
    }

    private func layer(_ name: String) throws(KubeBenchError) -> (text: String, file: String) {
        let file = HostPath(path).appending(name)
        let bytes: [UInt8]
        do throws(HostError) {
            bytes = try files.read(file, limit: Self.fileLimit)
        } catch {
            throw KubeBenchError(file: "\(file)", reason: "the file cannot be read: \(error)")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw KubeBenchError(file: "\(file)", reason: "the text is not valid UTF-8")
        }
        return (text, "\(file)")
    }

    private static func controlsNames(in directory: HostPath, on files: Host) -> [String] {
        files.entries(of: directory).map(\.description)
            .filter { $0.hasSuffix(".yaml") && $0 != "config.yaml" && !$0.hasPrefix(".") }
            .map { String($0.dropLast(5)) }
    }

    /// Versions in their own order: `cis-1.9` comes before `cis-1.10`.
    private static func precedes(_ left: String, _ right: String) -> Bool {
        func pieces(_ name: String) -> [(text: String, number: Int)] {
            name.split(whereSeparator: { $0 == "." || $0 == "-" }).map { (String($0), Int($0) ?? -1) }
        }
        for (one, other) in zip(pieces(left), pieces(right)) {
            if one.number >= 0, other.number >= 0 {
                if one.number != other.number { return one.number < other.number }
            } else if one.text != other.text {
                return one.text < other.text
            }
        }
        return left < right
    }
}
