import Host

@testable import FileEvents

/// Reads events as the kernel hands them out for whole file systems.
func fuzzFanotify(_ bytes: [UInt8]) {
    let (records, _) = bytes.withUnsafeBytes { FanotifyRecord.parse($0) }
    precondition(records.count * 24 <= bytes.count, "more events than bytes")
    for record in records {
        for name in [record.name, record.oldName] {
            precondition(name?.name.contains(0) != true, "a zero in a name")
        }
    }
}

/// Reads events of single directories.
func fuzzInotify(_ bytes: [UInt8]) {
    var used = 0
    _ = bytes.withUnsafeBytes { InotifyRecords.forEach(in: $0) { used += 16 + $0.name.count } }
    precondition(used <= bytes.count, "more names than bytes")
}
