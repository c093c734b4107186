import Bytes
import Host

/// The values of attributes as reports show them.
struct AttributeValues {
    let options: ReportOptions

    /// The lines of an attribute's value; none when the entry does not know it.
    func lines(_ attribute: Attribute, of entry: Entry?) -> [[UInt8]] {
        guard let entry, entry.attributes.has(attribute) else { return [] }
        switch attribute {
        case .accessList: return accessList(entry.accessList)
        case .extendedAttributes: return extended(entry.extended)
        default: return [single(attribute, entry)]
        }
    }

    private func single(_ attribute: Attribute, _ entry: Entry) -> [UInt8] {
        switch attribute {
        case .fileType: Array((Self.typeName(of: entry) ?? "").utf8)
        case .linkName: entry.linkTarget ?? []
        case .size, .growingSize: Array(String(entry.size).utf8)
        case .permissions: Array(Self.permissions(entry.mode).utf8)
        case .accessTime: Array(LocalTime(entry.accessTime).full.utf8)
        case .modificationTime: Array(LocalTime(entry.modificationTime).full.utf8)
        case .changeTime: Array(LocalTime(entry.changeTime).full.utf8)
        case .blockCount: Array(String(entry.blockCount).utf8)
        case .user: Array(String(entry.user).utf8)
        case .group: Array(String(entry.group).utf8)
        case .inode: Array(String(entry.inode).utf8)
        case .linkCount: Array(String(entry.linkCount).utf8)
        case .selinux: entry.context ?? []
        case .fileFlags: Array(FileFlags.text(entry.flags, ignored: options.ignoredFlags).utf8)
        case .capabilities: entry.capabilities ?? []
        default: digest(entry.digest(attribute) ?? [])
        }
    }

    private func digest(_ bytes: [UInt8]) -> [UInt8] {
        options.isHexadecimal ? Array(Hex.encode(bytes).utf8) : FieldText.base64(bytes)
    }

    private func accessList(_ list: Entry.AccessList?) -> [[UInt8]] {
        func lines(_ text: [UInt8]?, _ letter: String) -> [[UInt8]] {
            guard let text, let end = text.lastIndex(of: UInt8(ascii: "\n")) else { return [] }
            return text[..<end].split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
                .map { Array("\(letter): ".utf8) + $0 }
        }
        return lines(list?.access, "A") + lines(list?.inherited, "D")
    }

    private func extended(_ attributes: [Entry.ExtendedAttribute]) -> [[UInt8]] {
        var lines = [Array("num=\(attributes.count)".utf8)]
        let width = max(0, String(attributes.count).count - 1)
        for (index, attribute) in attributes.enumerated() {
            let number = String(index + 1)
            let padding = String(repeating: "0", count: max(0, width - number.count))
            var line = Array("[\(padding)\(number)] ".utf8) + attribute.name
            // A C string: what follows a NUL is not shown.
            if attribute.value.allSatisfy({ $0 == 0 || Self.isPlain($0) }) {
                line += " = ".utf8
                line += attribute.value.prefix { $0 != 0 }
            } else {
                line += " <=> ".utf8
                line += FieldText.base64(attribute.value)
            }
            lines.append(line)
        }
        return lines
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"):
            true
        default: ".-_:;,[]{}<>()!@#$%^&*|\\/?~".utf8.contains(byte)
        }
    }

    /// The name of a file's type; nil for what is no file.
    static func typeName(of entry: Entry) -> String? {
        if entry.typeBits == 0 { return nil }
        return switch entry.kind {
        case .regular: "File"
        case .directory: "Directory"
        case .fifo: "FIFO"
        case .symbolicLink: "Link"
        case .blockDevice: "Block device"
        case .characterDevice: "Character device"
        case .socket: "Socket"
        case .unknown: "Unknown file type"
        }
    }

    /// `drwxr-xr-x`, with `l` for a group bit that is set without its execution bit.
    static func permissions(_ mode: Int64) -> String {
        var letters = Array("-rwxrwxrwx")
        switch Entry.kind(ofMode: mode) {
        case .directory: letters[0] = "d"
        case .fifo: letters[0] = "p"
        case .symbolicLink: letters[0] = "l"
        case .blockDevice: letters[0] = "b"
        case .characterDevice: letters[0] = "c"
        case .socket: letters[0] = "s"
        case .regular, .unknown: break
        }
        for index in 1...9 where mode >> Int64(9 - index) & 1 == 0 { letters[index] = "-" }
        if mode & 0o4000 != 0 { letters[3] = letters[3] == "x" ? "s" : "S" }
        if mode & 0o2000 != 0 { letters[6] = letters[6] == "x" ? "s" : "l" }
        if mode & 0o1000 != 0 { letters[9] = letters[9] == "x" ? "t" : "T" }
        return String(letters)
    }

    /// The attributes of a set in the order of reports.
    static func ordered(_ attributes: AttributeSet, _ dialect: Dialect) -> [Attribute] {
        dialect.summaryOrder.flatMap { attribute -> [Attribute] in
            switch attribute {
            case .allDigests: dialect.digests
            case .size: [.size, .growingSize]
            default: [attribute]
            }
        }.filter(attributes.has)
    }
}
