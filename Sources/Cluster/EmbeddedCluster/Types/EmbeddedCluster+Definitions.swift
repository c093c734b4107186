import Kubernetes

extension EmbeddedCluster {
    /// Reads all definitions and serves what they declare.
    func refreshCustomResources() {}

    /// Completes a definition.
    func prepareDefinition(_ object: inout Object, from current: Object?) -> [StatusError.Cause] { [] }
}
