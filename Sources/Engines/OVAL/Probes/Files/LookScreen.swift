import Host

/// The part of an object's filters that a file's look decides.
///
/// Rules about every file of a machine want those of certain modes or owners. What a look decides is decided once
/// for all files that share it, before anything else is known of them.
final class LookScreen {
    /// The filters that want to know more.
    let rest: ItemFilter
    private let filter: ItemFilter
    private var known: [FileLook: Bool] = [:]

    /// Divides filters, each of which can only refuse, so that their order does not matter.
    init(_ filter: ItemFilter) {
        func isDecided(_ step: ItemFilter.Step) -> Bool { step.state.fields.isSubset(of: LookFields.names) }
        self.filter = ItemFilter(steps: filter.steps.filter(isDecided))
        rest = ItemFilter(steps: filter.steps.filter { !isDecided($0) })
    }

    /// Whether files with a look may be wanted.
    func accepts(_ look: FileLook) -> Bool {
        if filter.isEmpty || !look.isKnown { return true }
        if let answer = known[look] { return answer }
        let answer = filter.accepts(LookFields(look: look))
        // Nobody's machine has so many looks, but a file system may be made to.
        if known.count > 4096 { known = [:] }
        known[look] = answer
        return answer
    }

    /// The looks of a listing that are refused, a bit for each of the first 64.
    func refused(of listing: DirectoryListing) -> UInt64 {
        if filter.isEmpty { return 0 }
        var bits: UInt64 = 0
        for number in 0..<min(listing.lookCount, 64) where !accepts(listing.look(number)) {
            bits |= 1 << UInt64(number)
        }
        return bits
    }
}

/// The entities of a `file_item` that a file's look tells.
struct LookFields: ItemFields {
    let look: FileLook

    func forEachField(named name: FieldName, _ body: (ItemField) -> Void) {
        if let bit = Self.modeBits[name] {
            body(ItemField(name, look.mode & bit != 0))
        } else if name == Self.userID {
            body(ItemField(name, Int64(look.userID)))
        } else if name == Self.groupID {
            body(ItemField(name, Int64(look.groupID)))
        } else if name == Self.type {
            body(ItemField(name, FileKind(mode: look.mode).ovalName))
        }
    }

    static let type = FieldName("type")
    static let groupID = FieldName("group_id")
    static let userID = FieldName("user_id")

    /// The entities that are one bit of the mode, in the schema's order.
    static let modeNames: [FieldName] = modes.map(\.0)
    private static let modes: [(FieldName, UInt32)] = [
        ("suid", 0o4000), ("sgid", 0o2000), ("sticky", 0o1000), ("uread", 0o400), ("uwrite", 0o200),
        ("uexec", 0o100), ("gread", 0o40), ("gwrite", 0o20), ("gexec", 0o10), ("oread", 0o4),
        ("owrite", 0o2), ("oexec", 0o1),
    ]
    private static let modeBits = Dictionary(uniqueKeysWithValues: modes)
    /// Everything that a look tells.
    static let names = Set([type, groupID, userID] + modeNames)
}
