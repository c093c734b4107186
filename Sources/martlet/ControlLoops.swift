import Capability
import Controllers
import Kubernetes
import Logging
import ServiceLifecycle

/// The controllers of every capability, as one service that drains on shutdown.
struct ControlLoops: Service, CustomStringConvertible {
    var description: String { "controllers" }

    let capabilities: [any Capability]
    let room: CapabilityRoom
    let metrics: ControllerMetrics

    func run() async throws { await cancelWhenGracefulShutdown { await work() } }

    /// Works until the task is cancelled.
    func work() async {
        await withTaskGroup { group in
            for reconciler in capabilities.flatMap({ $0.reconcilers(in: room) }) {
                let controller = Controller(
                    reconciler, in: room.cluster, metrics: metrics, logger: room.logger)
                group.addTask { await controller.run() }
            }
        }
    }
}

extension ControllerMetrics {
    /// What the loops have done and what the capabilities count, in Prometheus' text format.
    func text(with capabilities: [any Capability]) -> String {
        text + capabilities.map(\.metricsText).joined()
    }
}
