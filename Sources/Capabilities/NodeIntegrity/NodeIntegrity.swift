public import ArgumentParser
public import Capability
public import Cluster
public import Controllers

/// The file integrity row: what is on a node is held against a baseline, in AIDE's language.
public struct NodeIntegrity: Capability {
    /// The row's name.
    public let name = "File integrity"

    /// Makes the capability.
    public init() {}

    /// The custom resource definitions.
    public var definitions: [[UInt8]] { [] }

    /// The control loops.
    public func reconcilers(in room: CapabilityRoom) -> [any Reconciler] { [] }

    /// Creates nothing.
    public func prepare(in room: CapabilityRoom) async throws {}

    /// `martlet integrity …`.
    public var command: (any ParsableCommand.Type)? { IntegrityGroup.self }

    /// The pages in the console.
    public var pages: [Page] { [] }

    /// The row of the posture table.
    public func posture(in cluster: any Cluster) async throws -> Posture {
        Posture(state: .unknown, summary: "No node's files are watched through this cluster.")
    }
}
