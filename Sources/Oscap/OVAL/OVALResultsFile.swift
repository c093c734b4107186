import Glibc
import OVAL
import XML

/// A document of OVAL results: of `oval eval` and `analyse`, or of one file that a checklist's rules ask.
struct OVALResultsFile {
    /// What the document tells.
    var directives: Directives
    /// Whether it tells what was collected.
    var includesCharacteristics: Bool

    /// What the command line asks for.
    ///
    /// `--thin-results` leaves out what was collected, too: nothing in the document refers to it.
    init(_ arguments: ParsedArguments) throws(Failure) {
        let isThin = arguments.has("thin-results")
        directives = Directives(isThin ? .thin : .full)
        includesCharacteristics = !isThin && !arguments.has("without-syschar")
        guard let path = arguments.value("directives") else { return }
        let source = try SourceFile(path)
        guard source.kind == .ovalDirectives else {
            throw Failure("Type mismatch: \(path). Expecting OVAL Directives but found \(source.kind.name).")
        }
        do throws(OVALError) { directives = try Directives(path: path) } catch { throw Failure("\(error)") }
    }

    /// Writes what was evaluated so far, piece by piece.
    ///
    /// - Parameters:
    ///   - source: the element `oval_definitions` that was evaluated.
    ///   - isDocument: whether it begins with an XML declaration; a part of another document has none.
    func write(
        _ evaluator: Evaluator, source: XMLSlice?, system: SystemInfo, isDocument: Bool = true,
        to receive: @escaping ([UInt8]) throws -> Void
    ) throws {
        let document = ResultsDocument(
            generator: .now, directives: directives, definitions: source,
            includesCharacteristics: includesCharacteristics)
        try document.write(evaluator, on: system, isDocument: isDocument, to: receive)
    }
}

extension Generator {
    /// What makes documents now.
    static var now: Generator { Generator(time: Int64(Glibc.time(nil))) }
}
