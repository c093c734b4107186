import Glibc

@testable import OVAL

/// The peer, run as a process.
enum Oscap {
    static let path = "/usr/bin/oscap"
    static var isInstalled: Bool { access(path, X_OK) == 0 }

    struct Failure: Error { let what: String }

    /// What `oscap oval eval` says of each definition.
    static func verdicts(_ file: String) throws -> [String: String] {
        var result: [String: String] = [:]
        for text in try output("oval eval --skip-valid \(file)") {
            guard text.hasPrefix("Definition oval:"), let colon = text.firstRange(of: ": ") else { continue }
            result[String(text[text.index(text.startIndex, offsetBy: 11)..<colon.lowerBound])] =
                text[colon.upperBound...].trimmed
        }
        return result
    }

    /// The lines that oscap prints.
    static func output(_ arguments: String) throws -> [String] {
        guard let stream = popen("\(path) \(arguments) 2>/dev/null", "r") else {
            throw Failure(what: "cannot run oscap")
        }
        defer { pclose(stream) }
        var (lines, line): ([String], [CChar]) = ([], [CChar](repeating: 0, count: 4096))
        while fgets(&line, Int32(line.count), stream) != nil {
            lines.append(
                String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
        }
        return lines
    }

    static func write(_ text: String, to name: String) throws {
        guard let file = fopen(name, "w") else { throw Failure(what: "cannot write \(name)") }
        fputs(text, file)
        fclose(file)
    }

    /// A new directory with these files.
    static func scratch(_ files: [String: String]) throws -> String {
        var template = Array("/tmp/martlet-oval-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw Failure(what: "cannot make a directory") }
        let directory = String(cString: made)
        for (name, text) in files { try write(text, to: directory + "/" + name) }
        return directory
    }

    static func remove(_ directory: String) {
        for name in ["oval.xml", "one", "two", "three"] { unlink(directory + "/" + name) }
        rmdir(directory)
    }
}

extension Substring {
    fileprivate var trimmed: String { String(self).trimmed }
}
