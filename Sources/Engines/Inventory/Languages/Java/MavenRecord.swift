/// What Maven writes into the archives that it builds: the coordinates of the project.
struct MavenRecord: Equatable {
    var group: String
    var artifact: String
    var version: String
    /// The entry's name.
    var place: String

    /// Reads `pom.properties`; nil when it lacks a coordinate.
    init?(properties: UnsafeRawBufferPointer, place: String) {
        var values: [String: String] = [:]
        for line in properties.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            let line = line.drop { $0 == 0x20 || $0 == 0x09 }
            guard line.first != UInt8(ascii: "#"), let equals = line.firstIndex(of: UInt8(ascii: "=")) else {
                continue
            }
            values[Self.trimmed(line[..<equals])] = Self.trimmed(line[(equals + 1)...])
        }
        guard let group = values["groupId"], let artifact = values["artifactId"],
            let version = values["version"],
            !artifact.isEmpty, !version.isEmpty
        else { return nil }
        self.init(group: group, artifact: artifact, version: version, place: place)
    }

    /// Reads `pom.xml`, for archives whose builder left out the properties; nil when it lacks a coordinate.
    init?(model: UnsafeRawBufferPointer, place: String) {
        guard let project = try? MavenModel(Array(model), name: place), let own = project.coordinates else {
            return nil
        }
        self.init(group: own.group, artifact: own.artifact, version: own.version, place: place)
    }

    private init(group: String, artifact: String, version: String, place: String) {
        (self.group, self.artifact, self.version, self.place) = (group, artifact, version, place)
    }

    /// The directory of the project in the archive, which its properties and its model share.
    var directory: Substring { Self.directory(of: place) }

    static func directory(of place: String) -> Substring {
        place[..<(place.utf8.lastIndex(of: UInt8(ascii: "/")) ?? place.startIndex)]
    }

    private static func trimmed(_ bytes: Slice<Slice<UnsafeRawBufferPointer>>) -> String {
        trimmed(Slice(base: bytes.base.base, bounds: bytes.startIndex..<bytes.endIndex))
    }

    private static func trimmed(_ bytes: Slice<UnsafeRawBufferPointer>) -> String {
        var bytes = bytes.drop { $0 == 0x20 || $0 == 0x09 }
        while let last = bytes.last, last == 0x20 || last == 0x09 { bytes = bytes.dropLast() }
        return String(decoding: bytes, as: UTF8.self)
    }
}
