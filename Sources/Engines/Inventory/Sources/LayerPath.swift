/// Where an entry of a layer is: from the root without the first slash.
enum LayerPath {
    /// Takes a path as it is written in an archive; empty for the root, nil when it leads out of the root, holds a
    /// NUL or is too deep.
    static func normal(_ path: [UInt8], depth: Int) -> [UInt8]? {
        var path = path[...]
        while path.first == slash || path.starts(with: [dot, slash]) { path = path.dropFirst() }
        while path.last == slash { path.removeLast() }
        if path.elementsEqual([dot]) { return [] }
        // Nearly every path is plain: no part of it is empty or begins with a dot.
        var previous = slash
        var parts = 1
        var isPlain = true
        for byte in path {
            if byte == 0 { return nil }
            if previous == slash, byte == dot || byte == slash { isPlain = false }
            if byte == slash { parts += 1 }
            previous = byte
        }
        if isPlain, parts <= depth { return Array(path) }
        var kept: [ArraySlice<UInt8>] = []
        for part in path.split(separator: slash) where part != [dot] {
            if part == [dot, dot] { return nil }
            kept.append(part)
        }
        return kept.count <= depth ? Array(kept.joined(separator: [slash])) : nil
    }

    /// Where a symbolic link leads that lies in a directory; nil out of the root.
    static func target(of link: [UInt8], in directory: ArraySlice<UInt8>) -> [UInt8]? {
        var parts: [ArraySlice<UInt8>] = link.first == slash ? [] : directory.split(separator: slash)
        for part in link.split(separator: slash) where part != [dot] {
            if part != [dot, dot] {
                parts.append(part)
            } else if parts.popLast() == nil {
                return nil
            }
        }
        return Array(parts.joined(separator: [slash]))
    }

    private static let slash = UInt8(ascii: "/")
    private static let dot = UInt8(ascii: ".")
}
