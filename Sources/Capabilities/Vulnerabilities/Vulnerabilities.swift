public import ArgumentParser
public import Capability
public import Cluster
public import Controllers

/// The vulnerability row: what software is in images and on nodes, and what is known against it.
public struct Vulnerabilities: Capability {
    /// The row's name.
    public let name = "Vulnerabilities"

    /// Makes the capability.
    public init() {}

    /// None yet: scans are made from the command line.
    public var definitions: [[UInt8]] { [] }

    /// None yet.
    public func reconcilers(in room: CapabilityRoom) -> [any Reconciler] { [] }

    /// Nothing has to be there.
    public func prepare(in room: CapabilityRoom) async throws {}

    /// `martlet image …`, `martlet node …` and `martlet feed …`.
    public var commands: [any ParsableCommand.Type] { [ImageGroup.self, NodeGroup.self, FeedGroup.self] }

    /// None yet.
    public var pages: [Page] { [] }

    /// Nothing is looked at by itself.
    public func posture(in cluster: any Cluster) async throws -> Posture {
        Posture(state: .unknown, summary: "Images and nodes are scanned on demand: martlet image scan.")
    }
}
