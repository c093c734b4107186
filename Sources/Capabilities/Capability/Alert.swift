/// Something that people should know of for as long as it is so, as Alertmanager understands it.
public struct Alert: Sendable, Equatable {
    /// What makes the alert the same one when it is said again; `alertname` among them.
    public var labels: [String: String]
    /// What is told to people about it.
    public var annotations: [String: String]
    /// Since when it is so, RFC 3339; nil where that is not known.
    public var startsAt: String?
    /// Until when it is so unless it is said again, RFC 3339; a time that has passed takes the alert back.
    public var endsAt: String

    /// Makes an alert.
    public init(
        labels: [String: String], annotations: [String: String] = [:], startsAt: String? = nil, endsAt: String
    ) {
        self.labels = labels
        self.annotations = annotations
        self.startsAt = startsAt
        self.endsAt = endsAt
    }
}

/// Where alerts go, such as an Alertmanager.
public protocol AlertSink: Sendable {
    /// Hands alerts over; saying one again renews it.
    ///
    /// - Throws: when nobody has taken them; they should be said again later.
    func send(_ alerts: [Alert]) async throws
}
