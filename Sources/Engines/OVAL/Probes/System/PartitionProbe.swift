import Host

/// Collects `linux:partition_object`: the mounted file systems.
public final class PartitionProbe: Probe {
    /// The objects that it serves.
    public let objects = ["partition_object"]
    private let host: Host
    private lazy var mounts = host.mounts()

    /// A probe on a host.
    public init(host: Host) { self.host = host }

    /// Collects the mounts whose mount point matches.
    ///
    /// Of several mounts at one literal mount point the first of the table is reported, as the reference
    /// scanner does.
    public func collect(_ query: ObjectQuery) -> Collected {
        guard let mountPoint = query["mount_point"] else {
            return Collected(.error, messages: ["object \(query.id) names no mount point"])
        }
        var items: [Item] = []
        for mount in mounts where mountPoint.matches(ItemValue(bytes: mount.mountPoint.bytes)) {
            guard let space = try? host.fileSystemStatus(of: mount.mountPoint) else { continue }
            let item = Self.item(mount, space)
            if query.filter.accepts(item) { items.append(item) }
            if mountPoint.literal != nil { break }
        }
        return .found(items)
    }

    private static func item(_ mount: Mount, _ space: FileSystemStatus) -> Item {
        var fields = [
            ItemField("mount_point", ItemValue(bytes: mount.mountPoint.bytes), datatype: .string),
            ItemField("device", mount.source),
            ItemField("uuid", status: .notCollected),
            ItemField("fs_type", mount.type),
        ]
        for option in mount.options { fields.append(ItemField("mount_options", option)) }
        fields += [
            ItemField("total_space", space.blocks),
            ItemField("space_used", space.blocks - space.freeBlocks),
            ItemField("space_left", space.freeBlocks),
            ItemField("block_size", space.blockSize),
        ]
        return Item("partition_item", fields: fields)
    }
}
