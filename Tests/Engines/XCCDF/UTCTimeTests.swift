import Testing
import XCCDF

struct UTCTimeTests {
    @Test(
        "a time is read as it is written, with a zone or a fraction",
        arguments: [
            ("2026-11-22T09:36:14Z", 1_795_340_174), ("2026-11-22T09:36:14", 1_795_340_174),
            ("2026-11-22T09:36:14.999Z", 1_795_340_174), ("2026-11-22T10:36:14+01:00", 1_795_340_174),
            ("2026-11-22T04:06:14-05:30", 1_795_340_174), ("1970-01-01T00:00:00Z", 0),
            ("1969-12-31T23:59:59Z", -1), ("2024-02-29T00:00:00Z", 1_709_164_800),
        ])
    func reads(text: String, seconds: Int64) {
        #expect(UTCTime.seconds(text) == seconds)
        #expect(UTCTime.seconds(UTCTime.text(seconds)) == seconds)
    }

    @Test(
        "what is no time is none",
        arguments: [
            "", "2026", "2026-11-22", "2026-11-22T09:36", "2026-13-22T09:36:14Z", "2026-02-30T09:36:14Z",
            "2026-11-22T25:36:14Z", "2026-11-22T09:61:14Z", "2026-11-22T09:36:14+1",
            "2026-11-22T09:36:14+01:0x",
            "2026-11-22T09:36:14ZZ", "2026-11-22 09:36:14Z", "٢٠٢٦-11-22T09:36:14Z", "+026-11-22T09:36:14Z",
        ])
    func refuses(text: String) { #expect(UTCTime.seconds(text) == nil) }
}
