import Glibc
import Processes
import TemporaryFolders

/// Published tables of versions of which somebody wrote down the order, one relation a line.
enum OrderTables {
    struct Line: Sendable, CustomStringConvertible {
        var first: String
        var relation: String
        var second: String

        var description: String { "\(first) \(relation) \(second)" }

        var order: Int { relation == "<" ? -1 : relation == ">" ? 1 : 0 }
    }

    private static let archive: String? = {
        let folder = getenv("MARTLET_SHARED_DATA").map { String(cString: $0) } ?? "../shared/data"
        let path = "\(folder)/version-order-tables.tar.xz"
        return access(path, R_OK) == 0 ? path : nil
    }()

    /// Whether the tables are on this machine; their tests are skipped where they are not.
    static var arePresent: Bool { archive != nil }

    private static let unpacked: TemporaryFolder = {
        let folder = TemporaryFolder()
        let tar = ChildProcess(
            command: "tar", arguments: ["-xJf", archive ?? "", "-C", folder.path],
            environment: ["PATH": "/usr/bin:/bin"], outputLimit: 4096, patience: .seconds(60))
        _ = tar.run()
        return folder
    }()

    /// The relations of a table; empty where it can't be read, which its test takes for a failure.
    static func lines(of name: String) -> [Line] {
        guard let file = fopen("\(unpacked.path)/versions/\(name)", "r") else { return [] }
        defer { fclose(file) }
        var lines: [Line] = []
        var buffer: UnsafeMutablePointer<CChar>?
        var capacity = 0
        defer { free(buffer) }
        while getline(&buffer, &capacity, file) > 0, let buffer {
            let text = String(cString: buffer)
            if text.hasPrefix("#") || text.hasPrefix("//") { continue }
            let relation = text.prefix { $0 != "\t" }.split(whereSeparator: \.isWhitespace).map(String.init)
            guard relation.count == 3, ["<", "=", "==", ">"].contains(relation[1]) else { continue }
            lines.append(Line(first: relation[0], relation: relation[1], second: relation[2]))
        }
        return lines
    }

    /// The relations in the lines `RPMVERCMP(first, second, order)` of rpm's own test.
    static func rpmLines() -> [Line] {
        guard let file = fopen("\(unpacked.path)/versions/rpmvercmp.at", "r") else { return [] }
        defer { fclose(file) }
        var lines: [Line] = []
        var buffer: UnsafeMutablePointer<CChar>?
        var capacity = 0
        defer { free(buffer) }
        while getline(&buffer, &capacity, file) > 0, let buffer {
            let text = String(cString: buffer)
            guard let call = text.firstRange(of: "RPMVERCMP("), let end = text.lastIndex(of: ")") else {
                continue
            }
            let parts = text[call.upperBound..<end].split(separator: ", ").map(String.init)
            guard parts.count == 3, let order = Int(parts[2]) else { continue }
            lines.append(
                Line(first: parts[0], relation: order < 0 ? "<" : order > 0 ? ">" : "=", second: parts[1]))
        }
        return lines
    }
}

extension String {
    fileprivate func firstRange(of word: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(word) { return start..<index(start, offsetBy: word.count) }
            start = index(after: start)
        }
        return nil
    }
}
