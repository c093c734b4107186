import ArgumentParser
import Kubernetes

/// An object that a command line names: `TYPE NAME` or `TYPE/NAME`, the type by any name that kubectl takes.
struct ObjectReference: Equatable {
    let type: ResourceType
    let name: String

    /// Reads the words of a command line.
    ///
    /// - Throws: `ValidationError` for anything that names no object of the types.
    init(_ words: [String], among types: [ResourceType]) throws {
        let expected = types.map(\.singular).joined(separator: ", ")
        let parts =
            words.count == 1
            ? words[0].split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            : words
        guard parts.count == 2 else {
            throw ValidationError("give TYPE NAME or TYPE/NAME, where TYPE is one of \(expected)")
        }
        guard let type = types.first(where: { $0.isCalled(parts[0].lowercased()) }) else {
            throw ValidationError("\"\(parts[0])\": the type must be one of \(expected)")
        }
        guard Self.isName(parts[1]) else {
            throw ValidationError("\"\(parts[1])\" cannot be the name of a \(type.kind.kind)")
        }
        self.type = type
        name = parts[1]
    }

    /// Whether a text can name an object (RFC 1123, 2.1); the first look, before a server has the last.
    static func isName(_ text: String) -> Bool {
        (1...253).contains(text.utf8.count) && !text.hasPrefix(".") && !text.hasPrefix("-")
            && text.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D || $0 == 0x2E
            }
    }
}

extension ResourceType {
    /// Whether a word in lower case means the type.
    fileprivate func isCalled(_ word: String) -> Bool {
        word == plural || word == singular || word == qualifiedName || shortNames.contains(word)
    }
}
