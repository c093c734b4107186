/// What one target of a scan is to be judged by.
struct ScanRequest: Sendable, Equatable {
    /// The content file on this host.
    var contentPath: String
    /// The profile's XCCDF id.
    var profile: String
    /// The XCCDF id of the only rule to check; empty for all of the profile's.
    var rule = ""
    /// A tailoring document of the profile, or nil.
    var tailoring: [UInt8]?
}

/// What looking at one target brought: what the target's ConfigMap holds.
struct TargetReport: Sendable, Equatable {
    /// An XCCDF document with a `TestResult`.
    var document: [UInt8]
    /// `0` when nothing fails, `2` when a rule fails, as the peer ends.
    var exitCode: String
    /// What a person should know though the scan went on; one sentence each.
    var warnings: [String] = []
}

/// Judges one kind of target: this node, the platform's API, or objects by expressions.
///
/// The reconcilers know nothing else of the engines.
protocol ComplianceScanner: Sendable {
    /// Looks at the target.
    ///
    /// - Throws: anything; its text becomes the scan's error message.
    func scan(_ request: ScanRequest, for scan: ComplianceScan) async throws -> TargetReport
}

/// A scan type that this process cannot serve.
struct UnavailableScanner: ComplianceScanner {
    let reason: String

    func scan(_ request: ScanRequest, for scan: ComplianceScan) async throws -> TargetReport {
        throw ScanFailure(description: reason)
    }
}

/// Why a scan cannot be carried out, in one sentence.
struct ScanFailure: Error, Equatable, CustomStringConvertible {
    var description: String
}
