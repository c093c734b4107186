import CEL
import Testing

@Suite("Moments and spans of time")
struct TimesTests {
    @Test(
        "moments are read, shifted and written",
        arguments: [
            ("timestamp('2009-02-13T23:31:30Z')", "timestamp(2009-02-13T23:31:30Z)"),
            ("timestamp('2009-02-13T23:31:30.25+02:00')", "timestamp(2009-02-13T21:31:30.25Z)"),
            ("string(timestamp('2009-02-13T23:31:30.000000001Z'))", #""2009-02-13T23:31:30.000000001Z""#),
            ("timestamp(1234567890) == timestamp('2009-02-13T23:31:30Z')", "true"),
            ("timestamp('2024-02-28T00:00:00Z') + duration('24h')", "timestamp(2024-02-29T00:00:00Z)"),
            (
                "timestamp('1970-01-01T00:00:00Z') - duration('1ns')",
                "timestamp(1969-12-31T23:59:59.999999999Z)"
            ),
            ("timestamp('2009-02-13T23:31:30Z') - timestamp('2009-02-13T23:31:00Z')", "duration(30s)"),
            ("timestamp('9999-12-31T23:59:59Z') + duration('1s')", "error: timestamp overflow"),
            ("timestamp('0001-01-01T00:00:00Z') - duration('1s')", "error: timestamp overflow"),
            ("timestamp('2009-02-30T00:00:00Z')", "refused: invalid timestamp argument"),
            (
                "timestamp(dyn('today'))",
                "error: type conversion error from 'string' to 'google.protobuf.Timestamp'"
            ),
            ("duration('1h30m') == duration('90m')", "true"), ("string(duration('-1.5s'))", #""-1.5s""#),
            ("duration('1h') + duration('-30m')", "duration(1800s)"),
            ("duration('1.000000001s')", "duration(1.000000001s)"),
            ("duration('9223372036s') + duration('9223372036s')", "error: duration overflow"),
            ("duration('1')", "refused: invalid duration argument"),
            ("duration('1h2')", "refused: invalid duration argument"),
            ("duration('5h17m3s').getHours()", "5"), ("duration('5h17m3s').getMinutes()", "317"),
            ("duration('90s') > duration('1m')", "true"),
            ("duration('2562047h47m16.854775807s')", "duration(9223372036.854775807s)"),
        ])
    func moments(source: String, expected: String) { #expect(value(of: source) == expected) }

    @Test(
        "the parts of a moment are those of its zone",
        arguments: [
            ("getFullYear()", 2009), ("getMonth()", 1), ("getDate()", 13), ("getDayOfMonth()", 12),
            ("getDayOfWeek()", 5), ("getDayOfYear()", 43), ("getHours()", 23), ("getMinutes()", 31),
            ("getSeconds()", 30), ("getMilliseconds()", 250), ("getHours('+02:00')", 1),
            ("getDate('+02:00')", 14),
            ("getHours('-09:30')", 14), ("getMinutes('-09:30')", 1), ("getHours('UTC')", 23),
        ])
    func parts(call: String, expected: Int) {
        #expect(value(of: "timestamp('2009-02-13T23:31:30.25Z').\(call)") == "\(expected)")
    }

    @Test(
        "zones of the system's database have their summer times, also after the last entry of their table",
        .enabled(if: value(of: "timestamp(0).getHours('Europe/Paris')") == "1", "no time zone database"),
        arguments: [
            ("2009-07-01T12:00:00Z", "America/New_York", 8), ("2009-01-01T12:00:00Z", "America/New_York", 7),
            ("2095-07-01T12:00:00Z", "Europe/Paris", 14), ("2095-01-01T12:00:00Z", "Europe/Paris", 13),
            ("2095-01-01T12:00:00Z", "Australia/Sydney", 23), ("2024-03-10T06:59:59Z", "America/New_York", 1),
            ("2024-03-10T07:00:00Z", "America/New_York", 3),
        ])
    func zones(moment: String, zone: String, hour: Int) {
        #expect(value(of: "timestamp('\(moment)').getHours('\(zone)')") == "\(hour)")
    }

    @Test(
        "a zone's name does not lead out of the database",
        arguments: ["../../../etc/passwd", "/etc/passwd", "a//b", ".", ""])
    func hostileZones(name: String) {
        let result = value(of: "timestamp(0).getHours('\(name)')")
        #expect(name.isEmpty ? result == "0" : result == "error: unknown time zone \(name)")
    }
}
