import Bytes
import Kubernetes

/// Several admission controls as one: each changes what the one before it left, and all must agree.
struct AdmissionSequence: AdmissionControl {
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
        for (place, control) in controls.enumerated() {
            do throws(StatusError) {
                warnings += try await control.validate(request)
            } catch {
                // Those before it let the write pass and hear now that it failed.
                for passed in controls[..<place] { await passed.finish(request) }
                throw error
            }
        }
        return warnings
    }

    func finish(_ request: AdmissionRequest) async {
        for control in controls { await control.finish(request) }
    }
}
