import Advisories
import Testing

@Suite("Times of feeds")
struct TimestampTests {
    @Test(
        "the forms in which feeds write times are read",
        arguments: [
            ("1970-01-01", 0), ("1970-01-02T00:00:01Z", 86401), ("1970-01-01T01:00:00+01:00", 0),
            ("1970-01-01T00:00:00.999999-0130", 5400), ("2014-10-22 09:14:28", 1_413_969_268),
            ("0001-01-01T00:00:00Z", -62_135_596_800), ("2024-08-22T19:20:09.516938", 1_724_354_409),
        ])
    func forms(text: String, seconds: Int64) {
        #expect(Timestamp(text)?.secondsSince1970 == seconds)
    }

    @Test(
        "anything else is no time",
        arguments: [
            "", "2026", "2026-02-30", "2026-01-01T", "2026-01-01T25:00:00Z", "2026-01-01T00:00:00Zx",
            "2026-01-01T00:00:00+1", "yesterday", "２０２６-01-01", "20260101", "-001-01-01",
        ])
    func noTimes(text: String) { #expect(Timestamp(text) == nil) }

    @Test("a time is written in UTC and read back")
    func written() {
        let time = Timestamp("2026-01-02T03:04:05+09:00")
        #expect(time?.description == "2026-01-01T18:04:05Z")
        #expect(time.flatMap { Timestamp($0.description) } == time)
    }
}
