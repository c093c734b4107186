import Glibc
import OVAL
import SCAP
import XCCDF

/// Reads two names, a line each: their relation is the same from both sides.
func fuzzCPENames(_ bytes: [UInt8]) {
    let names = bytes.split(separator: 0x0A).prefix(2).map { CPEName(String(decoding: $0, as: UTF8.self)) }
    guard let first = names.first ?? nil, let second = names.last ?? nil else { return }
    // The standard leaves names with wildcards on the right undefined (NISTIR 7696, table 6-2).
    guard !bytes.contains(where: { [0x2A, 0x3F, 0x25].contains($0) }) else {
        _ = first.relation(to: second)
        return
    }
    precondition(first.relation(to: first) == .equal, "a name that is not itself")
    let (there, back) = (first.relation(to: second), second.relation(to: first))
    precondition((there == .subset) == (back == .superset), "a part without a whole")
    precondition((there == .equal) == (back == .equal), "equal from one side")
}

/// The file that holds the input: content is read from files alone.
private let scratchPath = "/tmp/martlet-fuzz-\(getpid()).xml"

/// Reads a data stream or a benchmark and scans a host of which nothing can be collected.
func fuzzDataStream(_ bytes: [UInt8]) {
    let path = scratchPath
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return }
    let written = write(descriptor, bytes, bytes.count)
    close(descriptor)
    guard written == bytes.count else { return }
    do throws(SCAPError) {
        let content = try Content(path: path)
        let result = try? content.scan(.default, collector: Collector(probes: []), clock: { 0 })
        precondition((result?.results.count ?? 0) <= content.benchmark.rules.count, "results without rules")
    } catch {
        let sentence = error.description
        precondition(sentence.hasPrefix(path) && !sentence.contains("\n"), sentence)
    }
}
