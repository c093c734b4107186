import Glibc

/// A parser under test: it takes any bytes and ends with a value or an error.
///
/// A crash is found by libFuzzer, a broken promise by `precondition`.
typealias Fuzzer = @Sendable ([UInt8]) -> Void

/// Every parser by the name that `FUZZER` chooses it with.
let fuzzers: [String: Fuzzer] = [
    "baseline": fuzzBaselineStatement, "content-index": fuzzContentIndex, "cpe-name": fuzzCPENames,
    "data-stream": fuzzDataStream, "database": fuzzDatabase, "database-index": fuzzDatabaseIndex,
    "dpkg": fuzzDpkgStatus, "evr": fuzzVersions, "fanotify": fuzzFanotify, "inotify": fuzzInotify,
    "inventory": fuzzPackageInventory, "ostree": fuzzOSTreeObject, "outline": fuzzOutline,
    "oval": fuzzDefinitions, "oval-results": fuzzOVALResults, "pattern": fuzzPattern,
    "rpm-berkeley": fuzzBerkeleyPackages, "rpm-header": fuzzRPMHeader, "rpm-log": fuzzWriteAheadLog,
    "rpm-ndb": fuzzNDBPackages, "tailoring": fuzzTailoring, "xccdf": fuzzBenchmark, "xml": fuzzReader,
    "yaml": fuzzYAML, "yaml-path": fuzzYAMLPath,
]

/// The parser of this process.
private let chosen: Fuzzer = {
    guard let name = getenv("FUZZER").map({ String(cString: $0) }), let fuzzer = fuzzers[name] else {
        print("set FUZZER to one of: \(fuzzers.keys.sorted().joined(separator: " "))")
        // libFuzzer ends the process before the streams are flushed.
        fflush(nil)
        exit(64)
    }
    return fuzzer
}()

/// What libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    chosen(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}
