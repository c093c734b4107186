import Host

extension HostError {
    /// Whether nothing is there.
    var isAbsence: Bool { reason == .notFound }

    /// The reason without the path, which the problem names itself.
    var reasonText: String {
        let text = description
        let place = path.description
        return text.hasPrefix(place)
            ? String(text.dropFirst(place.count).drop { $0 == ":" || $0 == " " }) : text
    }
}
