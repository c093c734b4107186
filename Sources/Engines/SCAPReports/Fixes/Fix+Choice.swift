import XCCDF

extension Fix {
    /// Of a rule's repairs, one that needs no restart if there is one, and that disturbs little.
    ///
    /// As the peer chooses: the last repair of medium or low disruption says which of the two is taken; the first
    /// of what is left is used.
    public static func suitable(of fixes: [Fix]) -> Fix? {
        var fixes = fixes
        if fixes.contains(where: { !$0.needsReboot }) { fixes.removeAll(where: \.needsReboot) }
        if let level = fixes.last(where: { $0.disruption == "medium" || $0.disruption == "low" })?.disruption
        {
            fixes.removeAll { $0.disruption != level }
        }
        return fixes.first
    }
}
