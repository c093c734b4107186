import YAML

@testable import OVAL

/// Reads documents and makes records of everything in them.
func fuzzYAML(_ bytes: [UInt8]) {
    guard let path = try? YAMLPath("$"),
        let documents = try? YAMLTree.documents(String(decoding: bytes, as: UTF8.self))
    else { return }
    let records = (try? YAMLRecords(documents.flatMap { path.nodes(of: $0) }).records) ?? []
    precondition(records.allSatisfy { !$0.isEmpty }, "a record of nothing")
}

/// The documents that paths are followed in.
nonisolated(unsafe) private let pathDocuments =
    (try? YAMLTree.documents("a: [1, {b: 2}]\n'c.d': {e: [x, y]}\n")) ?? []

/// Reads a path and follows it; a refusal names a place in it.
func fuzzYAMLPath(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    do throws(YAMLPathError) {
        let path = try YAMLPath(text)
        _ = pathDocuments.flatMap { path.nodes(of: $0) }
    } catch {
        precondition(error.offset <= text.utf8.count, "a place beyond the path")
    }
}
