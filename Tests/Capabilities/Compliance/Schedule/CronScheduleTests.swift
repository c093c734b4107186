import Fuzzing
import Kubernetes
import Testing

@testable import Compliance

@Suite("CronSchedule")
struct CronScheduleTests {
    @Test(
        "names the next time",
        arguments: [
            ("0 1 * * *", "2026-01-02T03:04:05Z", "2026-01-03T01:00:00Z"),
            ("0 1 * * *", "2026-01-02T00:59:59Z", "2026-01-02T01:00:00Z"),
            ("0 1 * * *", "2026-01-02T01:00:00Z", "2026-01-03T01:00:00Z"),
            ("*/15 * * * *", "2026-01-02T03:04:05Z", "2026-01-02T03:15:00Z"),
            ("5/20 * * * *", "2026-01-02T03:26:00Z", "2026-01-02T03:45:00Z"),
            ("0 0 29 2 *", "2026-01-01T00:00:00Z", "2028-02-29T00:00:00Z"),
            ("0 0 1 JAN,jul *", "2026-01-02T00:00:00Z", "2026-07-01T00:00:00Z"),
            ("30 6 * * Mon-Fri", "2026-01-02T07:00:00Z", "2026-01-05T06:30:00Z"),
            ("0 0 * * 7", "2026-01-02T00:00:00Z", "2026-01-04T00:00:00Z"),
            ("0 0 13 * 5", "2026-01-02T00:00:00Z", "2026-01-09T00:00:00Z"),
            ("@hourly", "2026-01-02T03:04:05Z", "2026-01-02T04:00:00Z"),
            ("@daily", "2026-12-31T03:04:05Z", "2027-01-01T00:00:00Z"),
            ("@weekly", "2026-01-02T00:00:00Z", "2026-01-04T00:00:00Z"),
            ("@monthly", "2026-01-02T00:00:00Z", "2026-02-01T00:00:00Z"),
            ("@yearly", "2026-01-02T00:00:00Z", "2027-01-01T00:00:00Z"),
        ])
    func next(schedule: String, after: String, expected: String) throws {
        let moment = try #require(Timestamp(after))
        #expect(try CronSchedule(schedule).next(after: moment)?.text == expected)
    }

    @Test("a day that no calendar has never comes")
    func never() throws {
        let moment = try #require(Timestamp("2026-01-01T00:00:00Z"))
        #expect(try CronSchedule("0 0 30 2 *").next(after: moment) == nil)
    }

    @Test(
        "refuses what is no schedule and names the field",
        arguments: [
            ("", "five fields"), ("* * * *", "five fields"), ("60 * * * *", "minute"), ("* 24 * * *", "hour"),
            ("* * 0 * *", "day of the month"), ("* * * 13 *", "month"), ("* * * * 8", "day of the week"),
            ("5-1 * * * *", "minute"), ("*/0 * * * *", "minute"), ("1,,2 * * * *", "minute"),
            ("@never", "nickname"), ("* * * foo *", "month"),
        ])
    func refuses(schedule: String, field: String) {
        let error = #expect(throws: CronError.self) { _ = try CronSchedule(schedule) }
        #expect(error?.description.contains(field) == true)
    }

    @Test("no text makes the reader stumble, and what it takes has a next time within eight years or none")
    func fuzz() {
        let moment = Timestamp(seconds: 1_767_323_045)
        let corpus = ["0 1 * * *", "*/15 0-6 1,15 jan-mar mon", "@daily", "5/7 * ? * 7"]
        for mutant in Mutants(of: corpus, tokens: ["*/", "-", ",", "@", "?", "99"], count: 2000) {
            guard let schedule = try? CronSchedule(mutant.text), let next = schedule.next(after: moment)
            else {
                continue
            }
            #expect(next > moment, "\(mutant)")
        }
    }

    @Test(
        "Go's durations are read",
        arguments: [
            ("30m", 1800), ("1h30m", 5400), ("0s", 0), ("0", 0), ("1.5h", 5400), ("", nil), ("5", nil),
            ("m", nil), ("1d", nil), ("99999999999999h", nil),
        ] as [(String, Int64?)])
    func durations(text: String, seconds: Int64?) { #expect(GoDuration.seconds(text) == seconds) }
}
