import FileIntegrity
import IntegrityVerbs

/// What a person's configuration most likely does not mean: exclusions that reach too far, rules that compare what
/// changes all the time, digests that can be forged.
///
/// They are warnings: the configuration is used as it is. `martlet integrity config-check` tells the same.
struct ConfigurationDoubts: Equatable {
    /// The FileIntegrity's annotation with the sentences.
    static let key = FileIntegrityGroup.key("config-warnings")

    /// Sentences that begin with their places; as many as an Event has room for.
    let text: String

    private static let room = 1000

    /// Looks a configuration through; nil when there is nothing to say.
    init?(_ configuration: NodeConfiguration) {
        guard let parsed = try? configuration.parsed(hostName: nil) else { return nil }
        // A choice of a few files is no mistake, so what is not watched is not told.
        let remarks = RuleReview(parsed).ruleRemarks.filter { $0.level == .warning }
        guard !remarks.isEmpty else { return nil }
        var text = ""
        for (index, remark) in remarks.enumerated() {
            let more = "; and \(remarks.count - index) more"
            let sentence = (index == 0 ? "" : "; ") + remark.text
            if text.utf8.count + sentence.utf8.count + more.utf8.count > Self.room {
                self.text = index == 0 ? String(remark.text.prefix(Self.room / 4)) : text + more
                return
            }
            text += sentence
        }
        self.text = text
    }
}
