public import Kubernetes

/// What every write passes between its decoding and the store: first what may change it, then what may only
/// refuse it.
public protocol AdmissionControl: Sendable {
    /// May change `request.object`, before field ownership and validation. Not called for deletions.
    ///
    /// - Returns: the object as it goes on, and sentences for `Warning` headers.
    /// - Throws: the refusal.
    func mutate(_ request: AdmissionRequest) async throws(StatusError) -> (object: Object, warnings: [String])

    /// Judges the object as it would be stored, after validation.
    ///
    /// - Returns: sentences for `Warning` headers.
    /// - Throws: the refusal.
    func validate(_ request: AdmissionRequest) async throws(StatusError) -> [String]

    /// Hears that a write which ``validate(_:)`` let pass is stored, or has failed after all.
    func finish(_ request: AdmissionRequest) async
}

extension AdmissionControl {
    /// Keeps no account of what is on its way.
    public func finish(_ request: AdmissionRequest) async {}
}
