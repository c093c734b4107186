import Advisories
import Testing

@Suite("CVSS vectors")
struct CVSSVectorTests {
    @Test(
        "a vector has the score of its version's formulas",
        arguments: [
            ("AV:N/AC:L/Au:N/C:P/I:P/A:P", 7.5, nil as Double?, nil as Double?),
            ("(AV:N/AC:L/Au:N/C:N/I:N/A:N)", 0, nil, nil),
            ("AV:N/AC:L/Au:N/C:N/I:N/A:C/E:F/RL:OF/RC:C/CDP:H/TD:H/CR:M/IR:M/AR:H", 7.8, 6.4, 9.2),
            ("CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 9.8, nil, nil),
            ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H", 10, nil, nil),
            ("CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:L/I:L/A:H/E:P", 6.6, 6.3, nil),
            ("CVSS:3.1/AV:P/AC:H/PR:H/UI:R/S:U/C:L/I:L/A:L/MS:C/CR:H", 3.5, nil, 4.9),
            ("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H", 10, nil, nil),
            ("CVSS:4.0/AV:N/AC:H/AT:N/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/U:Clear", 7.7, nil, nil),
        ])
    func scores(text: String, base: Double, temporal: Double?, environmental: Double?) throws {
        let scores = try CVSSVector(text).scores
        #expect(scores.base == base)
        #expect(scores.temporal == temporal)
        #expect(scores.environmental == environmental)
        #expect(scores.overall == environmental ?? temporal ?? base)
    }

    @Test(
        "a text that breaks its version's rules is refused with the reason",
        arguments: [
            ("", "\"\" is not of the form METRIC:VALUE"),
            ("CVSS:2.0/AV:N", "there is no version 2.0"), ("CVSS:9/AV:N", "there is no version 9"),
            ("CVSS:3.1/AV:X/AC:L", "AV has no value X"), ("CVSS:3.1/XX:X", "there is no metric XX"),
            ("CVSS:3.1/AV:N/AV:N", "AV stands twice"),
            ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H", "A is missing"),
            ("CVSS:3.1/AV:N/", "\"\" is not of the form METRIC:VALUE"),
            ("CVSS:3.1", "\"\" is not of the form METRIC:VALUE"),
        ])
    func refused(text: String, reason: String) {
        #expect(throws: CVSSError(text: text, reason: reason)) { try CVSSVector(text) }
    }
}
