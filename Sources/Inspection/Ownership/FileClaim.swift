public import Digests
public import Host

/// What a source says that a file should be; what it does not say is nil.
public struct FileClaim: Sendable, Equatable {
    /// Whether the source put the file there since the baseline was made.
    public enum Renewal: Int, Sendable, Comparable {
        /// It did not.
        case none
        /// It put the same there once more.
        case again
        /// It put something new there.
        case updated

        /// Whether one is less than the other.
        public static func < (left: Renewal, right: Renewal) -> Bool { left.rawValue < right.rawValue }
    }

    /// Who says so: `dpkg openssh-server:amd64 1:9.2p1-2+deb12u3`.
    public var source: String
    /// What the content was compared with, and how much that is worth: `the MD5 in its md5sums`.
    public var evidence: String
    /// Whether the source put the file there since the baseline was made.
    public var renewal: Renewal
    /// Why the source is not believed, a sentence's end each; nothing when it is.
    public var doubts: [String] = []
    /// The type.
    public var kind: FileKind?
    /// The twelve permission bits.
    public var permissions: UInt32?
    /// The owner.
    public var user: Int64?
    /// The group.
    public var group: Int64?
    /// Bytes.
    public var size: Int64?
    /// Seconds since 1970.
    public var modificationTime: Int64?
    /// How many names the file has.
    public var linkCount: Int64?
    /// Digests of the content.
    public var digests: [DigestAlgorithm: [UInt8]] = [:]
    /// Where a symbolic link leads.
    public var linkTarget: [UInt8]?
    /// The capabilities in the text form of `cap_to_text(3)`; empty for none.
    public var capabilities: String?

    /// A claim that says nothing of the file yet.
    public init(source: String, evidence: String, renewal: Renewal) {
        self.source = source
        self.evidence = evidence
        self.renewal = renewal
    }
}

/// What a source says of a file that is gone.
public struct RemovalClaim: Sendable, Equatable {
    /// Who had the file.
    public var source: String
    /// Why the removal is the source's own.
    public var evidence: String
    /// Why it is not; nothing when it is.
    public var doubts: [String]

    /// Makes a claim.
    public init(source: String, evidence: String, doubts: [String] = []) {
        self.source = source
        self.evidence = evidence
        self.doubts = doubts
    }
}

/// Somebody who puts files on a machine: a package manager, an image, a configuration.
public protocol OwnershipSource: AnyObject {
    /// Says which digests will be asked for, before any claim is.
    func prepare(digests: Set<DigestAlgorithm>)

    /// What the source says of a path.
    ///
    /// - Parameter linkTarget: where the file leads when it is a symbolic link, for sources that only know which
    ///   targets are theirs.
    func claims(on path: [UInt8], linkTarget: [UInt8]?) -> [FileClaim]

    /// What the source says of a path that is gone.
    func removals(of path: [UInt8]) -> [RemovalClaim]

    /// What the source put on the machine since the baseline and is not there.
    ///
    /// No comparison shows it: neither the baseline nor the machine has the file.
    func absences() -> [AbsentFile]
}

extension OwnershipSource {
    /// A source that does not know misses nothing.
    public func absences() -> [AbsentFile] { [] }
}

/// A file that a source put on the machine and that is gone.
public struct AbsentFile: Sendable, Equatable {
    /// Where it should be.
    public var path: [UInt8]
    /// Who put it there.
    public var source: String

    /// Names a file.
    public init(path: [UInt8], source: String) {
        self.path = path
        self.source = source
    }
}
