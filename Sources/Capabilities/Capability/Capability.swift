public import ArgumentParser
public import Cluster
public import Controllers

/// One row of the security table: what it stores, what it does, how it is asked and how it is seen.
///
/// A capability is a folder under `Sources/Capabilities` and one line in `Sources/martlet/Martlet.swift`. It
/// never imports another: where two meet, they meet through resources.
public protocol Capability: Sendable {
    /// The row's name, as the table shows it.
    var name: String { get }

    /// The custom resource definitions, each a YAML text.
    var definitions: [[UInt8]] { get }

    /// The control loops.
    func reconcilers(in room: CapabilityRoom) -> [any Reconciler]

    /// Creates the objects that must be there before anything else; called at every start, so it must not
    /// change what people changed.
    func prepare(in room: CapabilityRoom) async throws

    /// `martlet <noun> …`, one for each noun.
    var commands: [any ParsableCommand.Type] { get }

    /// The pages in the console.
    var pages: [Page] { get }

    /// What the row counts, in Prometheus' text format; empty for nothing.
    var metricsText: String { get }

    /// The row of the posture table: how things stand now.
    func posture(in cluster: any Cluster) async throws -> Posture
}

extension Capability {
    /// Nothing.
    public var metricsText: String { "" }
}
