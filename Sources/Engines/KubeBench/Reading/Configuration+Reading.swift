import YAML

extension Configuration {
    /// Reads `config.yaml` and the one of a benchmark that is laid over it.
    ///
    /// - Parameter layers: the files' texts and names, the most general first. As with viper, which kube-bench
    ///   reads them with, names count without regard to case, maps are merged and lists replaced.
    /// - Throws: ``KubeBenchError`` naming file, line and field.
    public init(reading layers: [(text: String, file: String)]) throws(KubeBenchError) {
        targets = [:]
        benchmarkForVersion = [:]
        targetsOfBenchmark = [:]
        for (text, file) in layers {
            let (document, _) = try PlacedYAML.document(text, file: file)
            try lay(try FieldReader(file: file, path: "", node: document.withLowerCaseKeys))
        }
    }

    private mutating func lay(_ reader: FieldReader) throws(KubeBenchError) {
        if let versions = try reader.map("version_mapping") {
            for name in versions.names { benchmarkForVersion[name] = try versions.text(name) }
        }
        if let mapping = try reader.map("target_mapping") {
            for name in mapping.names { targetsOfBenchmark[name] = try mapping.texts(name) }
        }
        for name in reader.names where name != "version_mapping" && name != "target_mapping" {
            guard let section = reader.mapping(name) else { continue }
            try targets[name, default: TargetConfiguration(components: [])].lay(section)
        }
    }
}

extension TargetConfiguration {
    fileprivate mutating func lay(_ reader: FieldReader) throws(KubeBenchError) {
        var laid = Dictionary(
            (components + spare).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        for name in reader.names where name != "components" {
            guard let section = reader.mapping(name) else { continue }
            try laid[name, default: Component(name: name, isOptional: false, programs: [], files: [:])]
                .lay(section)
        }
        let names =
            reader.has("components")
            ? try reader.texts("components").map { $0.lowercased() } : components.map(\.name)
        // A component without a section of its own names nothing that could be filled in.
        components = names.compactMap { laid[$0] }
        spare = laid.values.filter { !names.contains($0.name) }.sorted { $0.name < $1.name }
    }
}

extension Component {
    fileprivate mutating func lay(_ reader: FieldReader) throws(KubeBenchError) {
        isOptional = try reader.bool("optional", default: isOptional)
        if reader.has("bins") { programs = try reader.texts("bins") }
        for kind in FileKind.allCases {
            var places = files[kind] ?? Places(candidates: [], fallback: nil)
            if reader.has(kind.candidatesField) { places.candidates = try reader.texts(kind.candidatesField) }
            if reader.has(kind.fallbackField) { places.fallback = try reader.text(kind.fallbackField) }
            files[kind] = places
        }
    }
}

extension FieldReader {
    /// The map in a field; nil when there is anything else.
    fileprivate func mapping(_ name: String) -> FieldReader? { try? map(name) }
}

extension PlacedYAML {
    fileprivate var withLowerCaseKeys: PlacedYAML {
        guard case .mapping(let members) = content else { return self }
        var lowered: [Member] = []
        for member in members {
            let key = member.key.lowercased()
            if lowered.contains(where: { $0.key == key }) { continue }
            lowered.append(Member(key: key, line: member.line, value: member.value.withLowerCaseKeys))
        }
        return PlacedYAML(.mapping(lowered), line: line)
    }
}
