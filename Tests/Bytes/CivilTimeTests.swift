import Bytes
import Testing

@Suite("Civil dates and times")
struct CivilTimeTests {
    @Test(
        "are those of the proleptic Gregorian calendar",
        arguments: [
            (0, "1970-01-01T00:00:00"), (-1, "1969-12-31T23:59:59"), (951_782_399, "2000-02-28T23:59:59"),
            (951_782_400, "2000-02-29T00:00:00"), (4_107_542_400, "2100-03-01T00:00:00"),
            (-62_135_596_800, "0001-01-01T00:00:00"), (253_402_300_799, "9999-12-31T23:59:59"),
        ])
    func texts(_ seconds: Int64, _ expected: String) {
        #expect(CivilTime(secondsSince1970: seconds).text == expected)
    }

    @Test("days are counted back to where they came from, over the calendar's whole cycle of 400 years")
    func roundTrip() {
        var before = CivilDate(daysSince1970: -146_098)
        for days in Int64(-146_097)...146_097 {
            let date = CivilDate(daysSince1970: days)
            let follows =
                date.year == before.year && date.month == before.month
                ? date.day == before.day + 1 : date.day == 1
            guard date.isValid, date.daysSince1970 == days, follows else {
                Issue.record("day \(days) is \(date), counted back as \(date.daysSince1970)")
                return
            }
            before = date
        }
    }

    @Test("the calendar lacks a 29th of February in 1900 and 2100, but not in 2000")
    func leapYears() {
        let leap = [1900, 2000, 2024, 2026, 2100].filter {
            CivilDate(year: $0, month: 2, day: 29).isValid
        }
        #expect(leap == [2000, 2024])
        #expect(!CivilDate(year: 2026, month: 13, day: 1).isValid)
        #expect(!CivilDate(year: 2026, month: 4, day: 31).isValid)
        #expect(!CivilDate(year: 2026, month: 4, day: 0).isValid)
    }
}
