import Capability
import Glibc
import Rehearsal

/// The files that repairs changed, as they were before: one directory a repair, so that each can be undone.
struct KeptRepairs {
    /// The directory that holds them.
    let directory: String

    /// Where the files of a new repair are kept; the directory above is made, for root alone.
    func place(for rule: String, at seconds: Int) throws -> String {
        var path = ""
        for part in directory.split(separator: "/") {
            path += "/\(part)"
            guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
                throw CommandFailure("\(path): cannot be made: \(String(cString: strerror(errno)))")
            }
        }
        return "\(directory)/\(seconds)-\(ComplianceNames.dnsName(rule))"
    }

    /// The names of the repairs that can be undone, the oldest first.
    func names() -> [String] {
        guard let stream = opendir(directory) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if access("\(directory)/\(name)/journal.json", F_OK) == 0 { names.append(name) }
        }
        return names.sorted()
    }

    /// Brings the files of a repair back.
    func undo(_ name: String) throws {
        guard names().contains(name) else {
            throw CommandFailure("--undo \(name): \(directory) keeps no such repair; --list shows them")
        }
        let snapshot = try FileSnapshot(directory: "\(directory)/\(name)")
        try snapshot.restore()
        snapshot.remove()
    }
}
