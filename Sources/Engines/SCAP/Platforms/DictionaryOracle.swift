import XCCDF

/// Knows the machine's platforms from a content's dictionaries and its platform checks.
struct DictionaryOracle: PlatformOracle {
    /// Answers the checks that the benchmark's applicability language names.
    let checks: OVALCheckSystem
    /// The dictionaries, each with what answers its checks.
    let dictionaries: [(dictionary: CPEDictionary, checks: OVALCheckSystem)]

    func describesMachine(_ name: String) -> Bool {
        guard let name = CPEName(name) else { return false }
        return dictionaries.contains { entry in
            entry.dictionary.checks(recognising: name).contains(where: entry.checks.isTrue)
        }
    }

    func holds(_ fact: CheckFact) -> Bool { checks.isTrue(fact) }
}
