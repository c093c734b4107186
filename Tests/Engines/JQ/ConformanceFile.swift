import Bytes
import Foundation
import JQ

/// A file of jq's own tests: a program, an input, and the outputs in lines of their own; `%%FAIL` for programs
/// that must not compile.
struct ConformanceFile {
    struct Case {
        var line: Int
        var program: String
        var input: String
        var outputs: [String]
        var isRefused: Bool
    }

    /// Where the tests of Debian's source package of jq are.
    static let folder = ProcessInfo.processInfo.environment["MARTLET_JQ_TESTS"]

    var cases: [Case] = []

    init(_ name: String) throws {
        let path = "\(Self.folder ?? "")/\(name).test"
        let lines = try String(contentsOfFile: path, encoding: .utf8)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var place = 0
        while place < lines.count {
            if Self.isBlank(lines[place]) {
                place += 1
                continue
            }
            let start = place
            let isRefused = lines[place].hasPrefix("%%FAIL")
            if isRefused { place += 1 }
            var block: [String] = []
            while place < lines.count, !lines[place].allSatisfy(\.isWhitespace) {
                block.append(lines[place])
                place += 1
            }
            guard let program = block.first else { continue }
            cases.append(
                Case(
                    line: start + 1, program: program, input: block.count > 1 ? block[1] : "null",
                    outputs: block.dropFirst(2).filter { !$0.hasPrefix("#") }, isRefused: isRefused))
        }
    }

    private static func isBlank(_ line: String) -> Bool {
        line.hasPrefix("#") || line.allSatisfy(\.isWhitespace)
    }

    /// The modules that the tests import stand beside them.
    static var modules: JQModules {
        JQModules { request in
            let name = request.path.split(separator: "/").last.map(String.init) ?? request.path
            let ending = request.isData ? "json" : "jq"
            var roots = ["modules", "modules/\(request.path)"]
            if let origin = request.origin {
                roots = request.search.map { "modules/\(origin)/\($0)" } + roots
            }
            for root in roots {
                for file in [
                    "\(root)/\(request.path).\(ending)", "\(root)/\(name)/\(name).\(ending)",
                    "\(root)/\(name).\(ending)",
                ] {
                    if let data = FileManager.default.contents(atPath: "\(folder ?? "")/\(file)") {
                        return Array(data)
                    }
                }
            }
            return nil
        }
    }

    /// Why our outputs are not the wanted ones, or nil when they are.
    static func difference(_ test: Case) -> String? {
        let program: JQ
        do { program = try JQ(test.program, modules: modules) } catch {
            return test.isRefused ? nil : "does not compile: \(error)"
        }
        if test.isRefused { return "compiles, but must not" }
        var ours: [String] = []
        var failure = ""
        do {
            // The manual's examples show this variable.
            let effects = JQEffects(environment: ["PAGER": "less"])
            try program.texts(of: Array(test.input.utf8), effects: effects) {
                ours.append(String(decoding: $0, as: UTF8.self))
                return ours.count <= test.outputs.count + 5
            }
        } catch { failure = " then \(error)" }
        guard ours.count == test.outputs.count else {
            return "gives \(ours.prefix(8)) instead of \(test.outputs.prefix(8))\(failure)"
        }
        for (our, wanted) in zip(ours, test.outputs) {
            let isEqual = try? JQ(". == ($wanted | fromjson)", variables: ["wanted": .string(wanted)])
                .texts(of: Array(our.utf8))
            if isEqual != true {
                return "gives \(our.prefix(300)) instead of \(wanted.prefix(300))\(failure)"
            }
        }
        return nil
    }
}

extension JQ {
    /// Whether the first output is true.
    fileprivate func texts(of stream: [UInt8]) throws -> Bool {
        var isTrue = false
        try texts(of: stream) {
            isTrue = $0 == Array("true".utf8)
            return false
        }
        return isTrue
    }
}
