/// The metrics of a vector and the values that they have.
struct CVSSMetrics {
    let version: CVSSVector.Version
    private var values: [Substring: Substring] = [:]

    /// The value of a metric; nil when the vector leaves it out.
    subscript(_ name: Substring) -> Substring? { values[name] }

    init(_ text: String) throws(CVSSError) {
        func fail(_ reason: String) -> CVSSError { CVSSError(text: text, reason: reason) }
        var rest = text[...]
        if rest.hasPrefix("CVSS:") {
            rest = rest.dropFirst(5)
            let number = rest.prefix { $0 != "/" }
            guard let version = CVSSVector.Version(rawValue: String(number)), version != .v2 else {
                throw fail("there is no version \(number)")
            }
            self.version = version
            rest = rest.dropFirst(number.count + 1)
        } else {
            version = .v2
            if rest.hasPrefix("("), rest.hasSuffix(")") { rest = rest.dropFirst().dropLast() }
        }
        let known = Self.metrics(of: version)
        for field in rest.split(separator: "/", omittingEmptySubsequences: false) {
            let parts = field.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 2 else { throw fail("\"\(field)\" is not of the form METRIC:VALUE") }
            guard let allowed = known.values[parts[0]] else { throw fail("there is no metric \(parts[0])") }
            guard allowed.contains(parts[1]) else { throw fail("\(parts[0]) has no value \(parts[1])") }
            if values.updateValue(parts[1], forKey: parts[0]) != nil {
                throw fail("\(parts[0]) stands twice")
            }
        }
        if let missing = known.mandatory.first(where: { values[$0] == nil }) {
            throw fail("\(missing) is missing")
        }
    }

    private struct Known {
        var mandatory: [Substring] = []
        var values: [Substring: Set<Substring>] = [:]

        /// Reads rows of a metric and its values.
        init(_ mandatory: String, _ optional: String) {
            for (text, isMandatory) in [(mandatory, true), (optional, false)] {
                for row in text.split(separator: " ") {
                    let parts = row.split(separator: ":")
                    values[parts[0]] = Set(parts[1].split(separator: ","))
                    if isMandatory { self.mandatory.append(parts[0]) }
                }
            }
        }
    }

    private static func metrics(of version: CVSSVector.Version) -> Known {
        switch version {
        case .v2: second
        case .v30, .v31: third
        case .v4: fourth
        }
    }

    // CVSS 2.0, 2.1 to 2.3.
    private static let second = Known(
        "AV:L,A,N AC:H,M,L Au:M,S,N C:N,P,C I:N,P,C A:N,P,C",
        """
        E:U,POC,F,H,ND RL:OF,TF,W,U,ND RC:UC,UR,C,ND CDP:N,L,LM,MH,H,ND TD:N,L,M,H,ND CR:L,M,H,ND IR:L,M,H,ND \
        AR:L,M,H,ND
        """)
    // CVSS 3.1, 2 to 4.
    private static let third = Known(
        "AV:N,A,L,P AC:L,H PR:N,L,H UI:N,R S:U,C C:H,L,N I:H,L,N A:H,L,N",
        """
        E:X,H,F,P,U RL:X,U,W,T,O RC:X,C,R,U CR:X,H,M,L IR:X,H,M,L AR:X,H,M,L MAV:X,N,A,L,P MAC:X,L,H \
        MPR:X,N,L,H MUI:X,N,R MS:X,U,C MC:X,N,L,H MI:X,N,L,H MA:X,N,L,H
        """)
    // CVSS 4.0, 2 to 5.
    private static let fourth = Known(
        "AV:N,A,L,P AC:L,H AT:N,P PR:N,L,H UI:N,P,A VC:H,L,N VI:H,L,N VA:H,L,N SC:H,L,N SI:H,L,N SA:H,L,N",
        """
        E:X,A,P,U CR:X,H,M,L IR:X,H,M,L AR:X,H,M,L MAV:X,N,A,L,P MAC:X,L,H MAT:X,N,P MPR:X,N,L,H MUI:X,N,P,A \
        MVC:X,H,L,N MVI:X,H,L,N MVA:X,H,L,N MSC:X,H,L,N MSI:X,S,H,L,N MSA:X,S,H,L,N S:X,N,P AU:X,N,Y R:X,A,U,I \
        V:X,D,C RE:X,L,M,H U:X,Clear,Green,Amber,Red
        """)
}
