import Digests
import Host
import Images

/// One file of an archive: all that it says, with digests of the content.
struct ArchivedFile {
    var kind: FileKind
    var permissions: UInt32
    var user: Int64
    var group: Int64
    var size: Int64
    var modificationTime: Int64
    var digests: [DigestAlgorithm: [UInt8]] = [:]
    var linkTarget: [UInt8]?
    /// The names that share the file's content by hard links.
    var linkGroup: Int
    /// The archive, where there are several.
    var archive = ""

    /// Says all of it in a claim, except how many names there are.
    func fill(_ claim: inout FileClaim) {
        claim.kind = kind
        claim.permissions = permissions
        claim.user = user
        claim.group = group
        claim.modificationTime = modificationTime
        claim.linkTarget = linkTarget
        if kind == .regular {
            claim.size = size
            claim.digests = digests
        }
    }
}

/// The files of archives on top of each other, by their absolute paths.
struct ArchivedFiles {
    private(set) var files: [[UInt8]: ArchivedFile] = [:]
    private var groupSizes: [Int: Int] = [:]
    private let bank: DigestBank
    private static let entryLimit = 5_000_000

    /// - Parameter digests: what is computed of the contents.
    init(digests: Set<DigestAlgorithm>) {
        bank = DigestBank(digests.sorted { $0.rawValue < $1.rawValue })
    }

    /// How many names a file of the archives has.
    func linkCount(of file: ArchivedFile) -> Int64 { Int64(groupSizes[file.linkGroup] ?? 1) }

    /// Takes in an archive, which replaces what was there before.
    ///
    /// - Parameter whiteout: what a name removes of the archives before; nil for an archive that is no layer.
    mutating func add(
        _ reader: inout TarReader, named archive: String,
        whiteout: ((_ path: [UInt8]) -> LayerRemoval?)? = nil
    ) throws(ImageError) {
        var count = 0
        while let entry = try reader.next() {
            count += 1
            guard count <= Self.entryLimit else {
                throw ImageError(archive, .tooLarge("there are more than \(Self.entryLimit) entries"))
            }
            guard let path = Self.absolute(entry.path) else {
                throw ImageError(archive, .unsafe("an entry's name leads out of the archive by \"..\""))
            }
            if let removal = whiteout?(path) {
                apply(removal)
                continue
            }
            if entry.kind == .hardLink {
                guard let target = Self.absolute(entry.linkTarget), let file = files[target] else { continue }
                groupSizes[file.linkGroup, default: 1] += 1
                put(file, at: path)
                continue
            }
            var file = ArchivedFile(
                kind: entry.kind.fileKind, permissions: entry.mode, user: Int64(entry.userID),
                group: Int64(entry.groupID), size: Int64(entry.size), modificationTime: entry.modified,
                linkTarget: entry.kind == .symbolicLink ? entry.linkTarget : nil, linkGroup: files.count,
                archive: archive)
            file.linkGroup = nextGroup
            nextGroup += 1
            if entry.kind == .symbolicLink { file.permissions = 0o777 }
            if entry.kind == .file {
                bank.start()
                try reader.forEachPiece { bank.update($0) }
                file.digests = Dictionary(uniqueKeysWithValues: zip(bank.algorithms, bank.finish()))
            }
            put(file, at: path)
        }
    }

    private var nextGroup = 0

    private mutating func put(_ file: ArchivedFile, at path: [UInt8]) {
        if let old = files[path], old.kind == .directory, file.kind != .directory { removeBelow(path) }
        files[path] = file
    }

    private mutating func apply(_ removal: LayerRemoval) {
        switch removal {
        case .nothing: return
        case .entry(let path):
            files[path] = nil
            removeBelow(path)
        case .below(let path): removeBelow(path)
        }
    }

    private mutating func removeBelow(_ path: [UInt8]) {
        let prefix = path + [UInt8(ascii: "/")]
        for key in files.keys.filter({ $0.starts(with: prefix) }) { files[key] = nil }
    }

    /// A path from the root, without what leads nowhere; nil when it leads out.
    static func absolute(_ path: [UInt8]) -> [UInt8]? {
        var result: [UInt8] = []
        for part in path.split(separator: UInt8(ascii: "/")) {
            if part.elementsEqual(".".utf8) { continue }
            if part.elementsEqual("..".utf8) { return nil }
            result.append(UInt8(ascii: "/"))
            result += part
        }
        return result.isEmpty ? [UInt8(ascii: "/")] : result
    }
}

/// What a whiteout removes of the layers below.
enum LayerRemoval: Equatable {
    case nothing
    case entry([UInt8])
    case below([UInt8])
}

extension TarEntry.Kind {
    /// The type of the file; a hard link is what it leads to.
    var fileKind: FileKind {
        switch self {
        case .file, .hardLink: .regular
        case .directory: .directory
        case .fifo: .fifo
        case .symbolicLink: .symbolicLink
        case .characterDevice: .characterDevice
        case .blockDevice: .blockDevice
        }
    }
}
