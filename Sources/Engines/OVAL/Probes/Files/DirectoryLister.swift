import Host

/// Makes listings of directories, one after the other.
///
/// What it needs for one it keeps for the next, so a lister belongs to one thread.
final class DirectoryLister {
    private let host: Host
    private var entries: [UInt32] = []
    private var names: [UInt8] = []
    private var looks: [FileLook] = []
    private var subdirectories: [(entry: Int, identity: FileIdentity)] = []
    private var numbers: [FileLook: UInt32] = [:]
    private var latest: (look: FileLook, number: UInt32)?

    init(host: Host) { self.host = host }

    /// The listing of a directory; one that cannot be read has no entries.
    ///
    /// - Parameter statuses: Whether mode and owner of every entry will be asked for; reading them along is
    ///   cheaper than one by one.
    func list(_ path: [UInt8], statuses: Bool) -> DirectoryListing {
        clear()
        try? host.forEachEntry(of: HostPath(bytes: path), statuses: statuses) { name, kind, status in
            // The places of names are kept in 32 bits; no directory comes near.
            guard names.count + name.count <= Int(UInt32.max) else { return }
            if kind == .directory, let status {
                subdirectories.append((entries.count / 2, FileIdentity(status)))
            }
            names.append(contentsOf: name)
            entries.append(UInt32(names.count))
            entries.append(number(of: status.map { FileLook($0) } ?? FileLook(kind: kind)))
        }
        return DirectoryListing(
            entries: entries, looks: looks, subdirectories: subdirectories, names: names,
            hasStatuses: statuses)
    }

    /// The place of a look; the entries of a directory mostly look like the one before.
    private func number(of look: FileLook) -> UInt32 {
        if let latest, latest.look == look { return latest.number }
        let number = numbers[look] ?? UInt32(looks.count)
        if number == looks.count {
            looks.append(look)
            numbers[look] = number
        }
        latest = (look, number)
        return number
    }

    private func clear() {
        // What a huge directory has needed is not kept, and not cleared again for each small one.
        let isSmall = names.capacity < 1 << 20
        entries.removeAll(keepingCapacity: isSmall)
        names.removeAll(keepingCapacity: isSmall)
        looks.removeAll(keepingCapacity: isSmall)
        subdirectories.removeAll(keepingCapacity: isSmall)
        if !numbers.isEmpty { numbers.removeAll(keepingCapacity: numbers.count < 64) }
        latest = nil
    }
}
