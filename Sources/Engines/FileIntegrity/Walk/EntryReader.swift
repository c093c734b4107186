import Host

/// Finds out of a file what its rule wants to know; belongs to one thread.
final class EntryReader {
    private let accounts: AccountNames
    private let reader = ContentReader()
    private let shared: SharedDigests
    private let index: ContentIndexReading?
    private var supportsAccessLists: [UInt64: Bool] = [:]
    private var minimalTexts: [UInt32: [UInt8]] = [:]

    init(accounts: AccountNames, shared: SharedDigests, index: ContentIndexReading? = nil) {
        self.accounts = accounts
        self.shared = shared
        self.index = index
    }

    /// The entry of a file whose content need not be read, and what stood in the way of knowing it all.
    ///
    /// - Returns: nil when the content has to be read; the job knows then what the index says.
    func readWithoutContent(_ job: inout WalkJob) -> WalkOutcome? {
        let wanted = job.attributes.intersection(.digests)
        if job.status.kind == .regular, !wanted.isEmpty {
            guard let index else { return nil }
            let answer = index.answer(job, wanted: wanted)
            job.answer = answer
            if !answer.isTaken { return nil }
        }
        return read(job)
    }

    /// The entry of a file and what stood in the way of knowing it all.
    func read(_ job: WalkJob) -> WalkOutcome {
        var content = ContentIndexRun.Note.none
        var entry = Entry(path: job.path, attributes: job.attributes.union(Attribute.name.bit))
        var problems: [WalkProblem] = []
        var status = job.status
        let kind = status.kind
        func note(_ message: String) { problems.append(WalkProblem(path: job.path, message: message)) }
        var shown: String { String(decoding: job.path, as: UTF8.self) }

        if kind == .symbolicLink {
            entry.attributes.remove(Attribute.accessList.bit)
            do { entry.linkTarget = try job.directory.linkTarget(of: job.name) } catch {
                note("readlink() failed for '\(shown)': \(ContentReader.reason(error))")
                entry.attributes.remove(Attribute.linkName.bit)
            }
        } else {
            entry.attributes.remove(Attribute.linkName.bit)
        }
        let hasNoAttributes = readAttributes(job, &entry, note)
        let needsContent = kind == .regular && !entry.attributes.isDisjoint(with: .digests)
        let needsFlags = entry.attributes.has(.fileFlags) && (kind == .regular || kind == .directory)
        if !needsContent { entry.attributes.subtract(.digests) }
        if !needsFlags { entry.attributes.remove(Attribute.fileFlags.bit) }
        if needsContent || needsFlags {
            let wanted = entry.attributes.intersection(.digests)
            if needsContent, let known = shared.known(status, wanted) {
                entry.digests = known.digests
                entry.flags = known.flags ?? 0
                if known.flags == nil { entry.attributes.remove(Attribute.fileFlags.bit) }
            } else {
                let answer = needsContent ? job.answer ?? index?.answer(job, wanted: wanted) : nil
                var outcome: ContentReader.Outcome
                if let answer, answer.isTaken, let known = answer.known {
                    let flags = needsFlags ? reader.flags(job.directory, job.name) : nil
                    outcome = ContentReader.Outcome(digests: known.digests, flags: flags, status: status)
                    content = .taken(known.place)
                } else {
                    outcome = reader.read(
                        job.directory, job.name, status: status, attributes: entry.attributes)
                    if let answer {
                        content = answer.note(of: outcome, job, hasNoAttributes: hasNoAttributes)
                    }
                }
                if let problem = outcome.problem, needsContent {
                    note("hash calculation: \(problem) for '\(shown)' (hashsums could not be calculated)")
                }
                entry.digests = outcome.digests
                entry.flags = outcome.flags ?? 0
                if outcome.flags == nil { entry.attributes.remove(Attribute.fileFlags.bit) }
                entry.attributes.subtract(wanted)
                entry.attributes.formUnion(AttributeSet(outcome.digests.map(\.attribute.bit)))
                status = outcome.status
                // What the index has is found there again.
                if needsContent, outcome.problem == nil, answer?.isTaken != true {
                    shared.remember(status, wanted, outcome)
                }
            }
        }
        fill(&entry, from: status)
        return WalkOutcome(entry: entry.stripped(), problems: problems, content: content)
    }

    private func fill(_ entry: inout Entry, from status: FileStatus) {
        entry.mode = Int64(status.mode)
        entry.user = Int64(status.userID)
        entry.group = Int64(status.groupID)
        entry.size = status.size
        entry.accessTime = status.accessTime
        entry.changeTime = status.changeTime
        entry.modificationTime = status.modificationTime
        entry.inode = Int64(bitPattern: status.inode)
        entry.blockCount = status.blockCount
        entry.linkCount = Int64(bitPattern: status.linkCount)
    }

    /// Nearly all files have no more than that, and few of the 512 modes.
    private func minimalText(_ mode: UInt32) -> [UInt8] {
        if let known = minimalTexts[mode & 0o777] { return known }
        let text = AccessListText.minimal(mode: mode)
        minimalTexts[mode & 0o777] = text
        return text
    }

    /// Access lists, contexts and capabilities are extended attributes too, so one question answers for all.
    ///
    /// - Returns: whether the file was seen to have none.
    private func readAttributes(_ job: WalkJob, _ entry: inout Entry, _ note: (String) -> Void) -> Bool {
        let wanted = entry.attributes.intersection(
            AttributeSet(.accessList, .extendedAttributes, .selinux, .capabilities))
        if wanted.isEmpty { return false }
        let isAll = wanted.has(.extendedAttributes)
        var hasNone = true
        var found: [(name: String, value: [UInt8])]? = []
        do {
            // Without them the index knows, as it knows the content.
            let isKnown = job.answer?.hasNoAttributes ?? false
            found =
                isKnown
                ? []
                : try job.directory.attributes(of: job.name) { name in
                    hasNone = false
                    return switch name {
                    case "system.posix_acl_access", "system.posix_acl_default": wanted.has(.accessList)
                    case "security.selinux" where wanted.has(.selinux): true
                    case "security.capability" where wanted.has(.capabilities): true
                    default:
                        isAll
                            && (name.hasPrefix("user.") || name.hasPrefix("security.")
                                || name.hasPrefix("trusted."))
                    }
                }
        } catch {
            let shown = String(decoding: job.path, as: UTF8.self)
            note("listxattrs failed for \(shown):\(ContentReader.reason(error))")
            entry.attributes.subtract(AttributeSet(.selinux, .capabilities, .accessList))
            return false
        }
        guard let found else {
            entry.attributes.subtract(wanted)
            return false
        }
        if isAll {
            entry.extended = found.filter { !$0.name.hasPrefix("system.") }
                .map { Entry.ExtendedAttribute(name: Array($0.name.utf8), value: $0.value) }
        }
        func value(_ name: String) -> [UInt8]? { found.first { $0.name == name }?.value }
        if wanted.has(.selinux) {
            entry.context = value("security.selinux").map { Array($0.prefix { $0 != 0 }) }
            if entry.context == nil { entry.attributes.remove(Attribute.selinux.bit) }
        }
        if wanted.has(.capabilities) {
            entry.capabilities = value("security.capability").flatMap(CapabilityText.text)
            if entry.capabilities == nil { entry.attributes.remove(Attribute.capabilities.bit) }
        }
        if wanted.has(.accessList) {
            readAccessList(
                job, &entry, value("system.posix_acl_access"), value("system.posix_acl_default"))
        }
        return hasNone
    }

    private func readAccessList(
        _ job: WalkJob, _ entry: inout Entry, _ access: [UInt8]?, _ inherited: [UInt8]?
    ) {
        let text = AccessListText(name: accounts.name)
        if let access {
            entry.accessList = Entry.AccessList(
                access: text.text(access), inherited: inherited.flatMap(text.text))
            return
        }
        let isSupported =
            supportsAccessLists[job.status.device]
            ?? job.directory.isAttributeSupported("system.posix_acl_access", of: job.name)
        supportsAccessLists[job.status.device] = isSupported
        guard isSupported else {
            entry.attributes.remove(Attribute.accessList.bit)
            return
        }
        entry.accessList = Entry.AccessList(
            access: minimalText(job.status.mode), inherited: inherited.flatMap(text.text))
    }
}
