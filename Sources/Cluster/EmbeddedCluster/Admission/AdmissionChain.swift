import Bytes
import Kubernetes

/// Several admission controls as one: each changes what the one before it left, and all must agree.
struct AdmissionChain: AdmissionControl {
    let controls: [any AdmissionControl]

    func mutate(
        _ request: AdmissionRequest
    ) async throws(StatusError) -> (object: Object, warnings: [String]) {
        var request = request
        var warnings: [String] = []
        for control in controls {
            let outcome = try await control.mutate(request)
            request.object = outcome.object
            warnings += outcome.warnings
        }
        // Only writes of an object are mutated, so there is one.
        return (request.object ?? Object([:]), warnings)
    }

    func validate(_ request: AdmissionRequest) async throws(StatusError) -> [String] {
        var warnings: [String] = []
        for control in controls { warnings += try await control.validate(request) }
        return warnings
    }
}
