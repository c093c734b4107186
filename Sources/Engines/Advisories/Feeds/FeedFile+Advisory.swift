extension FeedFile {
    /// Gives an advisory of the file, without the rows that no package can ever match: those without a name, and
    /// those with an empty version.
    func give(_ advisory: Advisory, _ give: (FeedItem) -> Void) {
        if advisory.id.isEmpty {
            return give(.quarantined(QuarantinedRow(file: name, field: "id", reason: "is empty")))
        }
        var sound = advisory
        sound.affected.removeAll { affected in
            guard let fault = affected.fault else { return false }
            let row = QuarantinedRow(file: name, place: advisory.id, field: affected.name, reason: fault)
            give(.quarantined(row))
            return true
        }
        give(.advisory(sound))
    }
}

extension Affected {
    /// Why the row is of no use; nil when it is.
    fileprivate var fault: String? {
        if name.isEmpty || ecosystem.name.isEmpty { return "has no name or no ecosystem" }
        guard let versions = state.versions else { return nil }
        let isEmpty =
            versions.listed.contains("")
            || versions.ranges.contains { $0.events.contains { $0.version.isEmpty } }
        return isEmpty ? "has an empty version" : nil
    }
}
