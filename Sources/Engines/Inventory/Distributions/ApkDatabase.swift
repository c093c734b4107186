/// `lib/apk/db/installed`: stanzas of lines, each with a letter, a colon and a value (apk-package(5), "INDEX").
enum ApkDatabase {
    /// Reads the packages and their files.
    static func read(
        _ content: UnsafeRawBufferPointer, into findings: inout FileFindings, _ selection: OwnedSelection
    ) {
        var stanza = Stanza()
        var rest = content[...]
        while !rest.isEmpty {
            let end = rest.firstIndex(of: 0x0A) ?? rest.endIndex
            let line = rest[rest.startIndex..<end]
            rest = rest[min(end + 1, rest.endIndex)...]
            if line.isEmpty {
                stanza.finish(into: &findings)
                stanza = Stanza()
            } else if line.count >= 2, line[line.startIndex + 1] == UInt8(ascii: ":") {
                stanza.take(
                    line[line.startIndex], UnsafeRawBufferPointer(rebasing: line.dropFirst(2)), selection)
            }
        }
        stanza.finish(into: &findings)
    }

    /// One package as far as it was read.
    private struct Stanza {
        var name = ""
        var version = ""
        var architecture = ""
        var origin = ""
        var license = ""
        /// The directory of the files that follow, with its last slash.
        var directory: [UInt8] = []
        var keys: [UInt64] = []

        mutating func take(_ field: UInt8, _ value: UnsafeRawBufferPointer, _ selection: OwnedSelection) {
            switch field {
            case UInt8(ascii: "P"): name = text(value)
            case UInt8(ascii: "V"): version = text(value)
            case UInt8(ascii: "A"): architecture = text(value)
            case UInt8(ascii: "o"): origin = text(value)
            case UInt8(ascii: "L"): license = text(value)
            case UInt8(ascii: "F"): directory = Array(value) + (value.isEmpty ? [] : [UInt8(ascii: "/")])
            case UInt8(ascii: "R"):
                if selection.isEmpty { return }
                let key = directory.withUnsafeBytes { PathKey.ofOwned($0, value) }
                if selection.keeps(key) { keys.append(key) }
            default: break
            }
        }

        func finish(into findings: inout FileFindings) {
            guard !name.isEmpty, !version.isEmpty else { return }
            var package = Package(type: .apk, name: name, version: version)
            package.architecture = architecture.isEmpty ? nil : architecture
            // What is built from one recipe has one version.
            if !origin.isEmpty, origin != name { package.source = .init(name: origin, version: version) }
            if !license.isEmpty { package.licenses = [license] }
            findings.packages.append(package)
            if !keys.isEmpty { findings.owned.append(OwnedFiles(owner: name, keys: keys.sorted())) }
        }

        private func text(_ value: UnsafeRawBufferPointer) -> String {
            String(decoding: value, as: UTF8.self)
        }
    }
}
