import Glibc
import XML

/// The peer and real content, for tests that compare.
///
/// The content is the file of the environment variable `MARTLET_SCAP_CONTENT`, or else where Debian's package
/// puts it.
enum Oscap {
    static let content: String? = {
        let named = getenv("MARTLET_SCAP_CONTENT").map { String(cString: $0) }
        let candidates = [named, "/usr/share/xml/scap/ssg/content/ssg-debian12-ds.xml"].compactMap { $0 }
        return candidates.first { access($0, R_OK) == 0 }
    }()
    static let isInstalled = access("/usr/bin/oscap", X_OK) == 0
    static let canCompare = isInstalled && content != nil

    /// What a command writes to standard output, in lines.
    static func lines(_ command: String) -> [String] {
        guard let stream = popen(command + " 2>/dev/null", "r") else { return [] }
        defer { pclose(stream) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&buffer, 1, buffer.count, stream)
            if count == 0 { break }
            bytes += buffer[..<count]
        }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }
}

/// What the peer's result document says.
struct PeerResult {
    var outcomes: [String: String] = [:]
    var severities: [String: String] = [:]
    var order: [String] = []
    var values: [String: String] = [:]
    var score = 0.0

    init(path: String) throws {
        try XMLReader(path: path).forEachChild { child in
            guard child.localName == "TestResult" else { return }
            try child.forEachChild { try read($0) }
        }
    }

    private mutating func read(_ reader: XMLReader) throws {
        let idref = reader.attribute("idref") ?? ""
        switch reader.localName {
        case "set-value": values[idref] = try reader.text()
        case "score": score = Double(try reader.text()) ?? -1
        case "rule-result":
            order.append(idref)
            severities[idref] = reader.attribute("severity")
            try reader.forEachChild { if $0.localName == "result" { outcomes[idref] = try $0.text() } }
        default: break
        }
    }
}
