import Digests
import FileIntegrity
import Host
import Ownership

/// Compares one change with one claim, attribute by attribute.
struct ClaimCheck {
    private let difference: Difference
    private let new: Entry
    private let claim: FileClaim
    private let contents: FileContents
    private let changed: AttributeSet

    init(_ difference: Difference, _ new: Entry, _ claim: FileClaim, _ contents: FileContents) {
        self.difference = difference
        self.new = new
        self.claim = claim
        self.contents = contents
        changed = Self.changed(difference)
    }

    private static let content = AttributeSet.digests.union(AttributeSet(.size, .growingSize))
    private static let written = AttributeSet(.changeTime, .accessTime, .inode, .blockCount)

    /// What differs.
    ///
    /// An attribute that only one side knows, such as capabilities that were added, differs too.
    private static func changed(_ difference: Difference) -> AttributeSet {
        guard let old = difference.old, let new = difference.new else {
            return difference.new?.attributes ?? []
        }
        return difference.changed.union(old.attributes.symmetricDifference(new.attributes))
    }

    /// What of a file is explained.
    static func how(_ difference: Difference) -> Explanation.How {
        if difference.old == nil { return .addition }
        if difference.new == nil { return .removal }
        if difference.old?.kind == .directory, difference.new?.kind == .directory { return .metadata }
        let outer = content.union(AttributeSet(.linkName, .fileType))
        return changed(difference).isDisjoint(with: outer) ? .metadata : .content
    }

    /// What the claim does not account for, a sentence each; nothing when it accounts for all.
    func disagreements() -> [String] {
        var found = claim.doubts.map { "\(claim.source): \($0)" }
        if claim.renewal == .none, isOnlyWrittenAnew {
            found.append("it was written and \(claim.source) was not")
        }
        found += [typeDisagreement(), modeDisagreement(), ownerDisagreement(), contentDisagreement()]
            .compactMap(\.self)
        found += [linkDisagreement(), timeDisagreement(), countDisagreement()].compactMap(\.self)
        return found + extendedDisagreements()
    }

    private var isNew: Bool { difference.old == nil }

    /// Nothing differs but what every writing changes.
    private var isOnlyWrittenAnew: Bool {
        !isNew && changed.isSubset(of: Self.written.union(AttributeSet(.modificationTime, .linkCount)))
    }

    // MARK: One attribute each

    private func typeDisagreement() -> String? {
        guard isNew || changed.has(.fileType) || difference.old?.kind != new.kind else { return nil }
        guard let kind = claim.kind else {
            return new.kind == .directory ? nil : "nothing says what type of file \(claim.source) has here"
        }
        return kind == new.kind ? nil : "its type is not that of \(claim.source)"
    }

    private var permissions: UInt32 { UInt32(truncatingIfNeeded: new.mode) & 0o7777 }

    private func modeDisagreement() -> String? {
        guard new.attributes.has(.permissions), isNew || changed.has(.permissions), new.kind != .symbolicLink
        else { return nil }
        if let expected = claim.permissions {
            return expected == permissions
                ? nil : "mode \(Self.octal(permissions)) where \(claim.source) has \(Self.octal(expected))"
        }
        if let old = difference.old, old.mode & 0o7777 == new.mode & 0o7777 { return nil }
        let isOrdinary = new.kind == .directory ? permissions == 0o755 : [0o644, 0o755].contains(permissions)
        if isNew, isOrdinary { return nil }
        return "mode \(Self.octal(permissions)), and nothing says what mode \(claim.source) gives it"
    }

    private func ownerDisagreement() -> String? {
        let parts: [(Attribute, String, Int64, Int64?)] = [
            (.user, "owner", new.user, claim.user), (.group, "group", new.group, claim.group),
        ]
        for (attribute, name, value, expected) in parts
        where new.attributes.has(attribute) && (isNew || changed.has(attribute)) {
            guard let expected = expected ?? (isNew ? 0 : nil) else {
                return "\(name) \(value), and nothing says what \(name) \(claim.source) gives it"
            }
            if value != expected { return "\(name) \(value) where \(claim.source) has \(expected)" }
        }
        return nil
    }

    private func contentDisagreement() -> String? {
        guard new.kind == .regular, !changed.isDisjoint(with: Self.content) else { return nil }
        if claim.digests.isEmpty { return "nothing says what content \(claim.source) gives it" }
        var compared = false
        for digest in new.digests {
            guard let algorithm = digest.attribute.algorithm, let expected = claim.digests[algorithm] else {
                continue
            }
            if expected != digest.bytes { return "its content is not that of \(claim.source)" }
            compared = true
        }
        if !compared {
            guard
                let (algorithm, expected) = claim.digests.sorted(by: { $0.key.length > $1.key.length }).first,
                let found = contents.digest(algorithm, of: new)
            else { return "its content is another again, or cannot be read" }
            if found != expected { return "its content is not that of \(claim.source)" }
        }
        if new.attributes.has(.size), let size = claim.size, size != new.size {
            return "its size is not that of \(claim.source)"
        }
        return nil
    }

    private func linkDisagreement() -> String? {
        guard new.kind == .symbolicLink, changed.has(.linkName) || isNew else { return nil }
        guard new.attributes.has(.linkName) else { return "where it leads is not in the database" }
        guard let expected = claim.linkTarget else {
            return "nothing says where the link of \(claim.source) leads"
        }
        return expected == new.linkTarget ? nil : "it leads elsewhere than the link of \(claim.source)"
    }

    private func timeDisagreement() -> String? {
        guard changed.has(.modificationTime), new.attributes.has(.modificationTime), new.kind == .regular,
            let expected = claim.modificationTime, expected != new.modificationTime
        else { return nil }
        return "its time of modification is not that of \(claim.source)"
    }

    private func countDisagreement() -> String? {
        guard changed.has(.linkCount), new.attributes.has(.linkCount), new.kind != .directory else {
            return nil
        }
        let expected = claim.linkCount ?? max(1, difference.old?.linkCount ?? 1)
        return new.linkCount <= expected
            ? nil : "it has \(new.linkCount) names where \(claim.source) gives it \(expected)"
    }

    // MARK: What only some file systems know

    private static let labels = ["security.selinux", "security.ima", "security.evm", "security.capability"]
    /// Extents and hashed directories, which file systems set by themselves.
    private static let ordinaryFlags: UInt64 = 0x80000 | 0x1000 | 0x1000_0000

    private func extendedDisagreements() -> [String] {
        var found: [String] = []
        if changed.has(.accessList), let list = new.accessList {
            let minimal = AccessListText.minimal(mode: UInt32(truncatingIfNeeded: new.mode))
            if list.inherited != nil || list.access.map({ $0 != minimal }) ?? false {
                found.append("it has an access list that \(claim.source) does not give it")
            }
        }
        if changed.has(.extendedAttributes) {
            for attribute in new.extended where !(difference.old?.extended.contains(attribute) ?? false) {
                let name = String(decoding: attribute.name, as: UTF8.self)
                // Capabilities are judged below when the database has them; labels of new files are the policy's.
                if name == "security.capability", new.attributes.has(.capabilities) { continue }
                if isNew, Self.labels.contains(name), name != "security.capability" { continue }
                found.append("it has the attribute \(name) that \(claim.source) does not give it")
            }
        }
        if changed.has(.capabilities), let capabilities = new.capabilities,
            claim.capabilities.map({ !capabilities.elementsEqual($0.utf8) }) ?? true
        {
            let text = String(decoding: capabilities, as: UTF8.self)
            found.append("it has the capabilities \(text) that \(claim.source) does not give it")
        }
        if changed.has(.selinux), !isNew, new.context != nil, difference.old?.context != nil {
            found.append("its SELinux context is another, of which \(claim.source) says nothing")
        }
        if changed.has(.fileFlags), new.flags & ~Self.ordinaryFlags & ~(difference.old?.flags ?? 0) != 0 {
            found.append("it has flags that \(claim.source) does not give it")
        }
        return found
    }

    private static func octal(_ mode: UInt32) -> String {
        let digits = String(mode, radix: 8)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
