import Bytes
import Kubernetes

/// A schedule in cron's five fields: minute, hour, day of the month, month, day of the week (crontab(5)).
///
/// Lists, ranges, steps and the names of months and days are understood, as are `@hourly`, `@daily`,
/// `@midnight`, `@weekly`, `@monthly`, `@yearly` and `@annually`. Times are UTC.
struct CronSchedule: Sendable, Equatable {
    private var minutes: UInt64
    private var hours: UInt64
    private var days: UInt64
    private var months: UInt64
    private var weekdays: UInt64
    /// Whether the field of days is restricted: with both restricted, a day need only match one of them.
    private var restrictsDays: Bool
    private var restrictsWeekdays: Bool

    private static let nicknames = [
        "@hourly": "0 * * * *", "@daily": "0 0 * * *", "@midnight": "0 0 * * *", "@weekly": "0 0 * * 0",
        "@monthly": "0 0 1 * *", "@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *",
    ]
    private static let monthNames = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
    private static let dayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]

    /// Reads a schedule.
    ///
    /// - Throws: ``CronError``, which names the field.
    init(_ text: String) throws(CronError) {
        let trimmed = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        if trimmed.hasPrefix("@"), Self.nicknames[trimmed.lowercased()] == nil {
            throw CronError(schedule: text, reason: "no such nickname")
        }
        let fields = (Self.nicknames[trimmed.lowercased()] ?? trimmed).split(separator: " ").map(String.init)
        guard fields.count == 5 else {
            throw CronError(schedule: text, reason: "five fields are needed, \(fields.count) are there")
        }
        func set(
            _ index: Int, _ name: String, _ range: ClosedRange<Int>, _ names: [String] = [],
            first: Int = 0
        ) throws(CronError) -> UInt64 {
            guard let set = Self.set(fields[index], range, names, first: first) else {
                throw CronError(
                    schedule: text,
                    reason:
                        "\(name) \"\(fields[index].prefix(40))\" is not in \(range.lowerBound)-\(range.upperBound)"
                )
            }
            return set
        }
        minutes = try set(0, "minute", 0...59)
        hours = try set(1, "hour", 0...23)
        days = try set(2, "day of the month", 1...31)
        months = try set(3, "month", 1...12, Self.monthNames, first: 1)
        var week = try set(4, "day of the week", 0...7, Self.dayNames)
        if week & 1 << 7 != 0 { week = week & ~(1 << 7) | 1 }
        weekdays = week
        restrictsDays = !Self.isStar(fields[2])
        restrictsWeekdays = !Self.isStar(fields[4])
    }

    /// The first time after a moment that the schedule names; nil when there is none in eight years.
    func next(after moment: Timestamp) -> Timestamp? {
        let start = moment.seconds - moment.seconds.positiveRemainder(60) + 60
        var day = (start - start.positiveRemainder(86_400)) / 86_400
        let firstDay = day
        // Leap days are at most eight years apart.
        while day < firstDay + 8 * 366 + 1 {
            defer { day += 1 }
            guard names(day: day) else { continue }
            let earliest = day == firstDay ? start - day * 86_400 : 0
            for hour in 0..<24 where hours & 1 << hour != 0 {
                for minute in 0..<60 where minutes & 1 << minute != 0 {
                    let second = Int64(hour * 3600 + minute * 60)
                    if second >= earliest { return Timestamp(seconds: day * 86_400 + second) }
                }
            }
        }
        return nil
    }

    private func names(day: Int64) -> Bool {
        let date = CivilDate(daysSince1970: day)
        guard months & 1 << date.month != 0 else { return false }
        // 1970-01-01 was a Thursday.
        let weekday = (day + 4).positiveRemainder(7)
        let isDay = days & 1 << date.day != 0
        let isWeekday = weekdays & 1 << weekday != 0
        return restrictsDays && restrictsWeekdays ? isDay || isWeekday : isDay && isWeekday
    }

    private static func isStar(_ field: String) -> Bool { field.hasPrefix("*") || field == "?" }

    /// The numbers that a field names, as bits; nil for a field that is none.
    private static func set(
        _ field: String, _ range: ClosedRange<Int>, _ names: [String], first: Int
    ) -> UInt64? {
        var bits: UInt64 = 0
        for part in field.split(separator: ",", omittingEmptySubsequences: false) {
            let pieces = part.split(separator: "/", omittingEmptySubsequences: false)
            guard pieces.count <= 2, let span = pieces.first else { return nil }
            var bounds = range
            if span != "*", span != "?" {
                let ends = span.split(separator: "-", omittingEmptySubsequences: false).map {
                    number($0, names, first: first)
                }
                guard ends.count <= 2, let low = ends.first ?? nil, range.contains(low) else { return nil }
                // A step from one number goes on to the end of the range.
                var high: Int? = pieces.count == 2 ? range.upperBound : low
                if ends.count == 2 { high = ends[1] }
                guard let high, high >= low, range.contains(high) else { return nil }
                bounds = low...high
            }
            guard let step = pieces.count == 2 ? Int(pieces[1]) : 1, step > 0, step <= 60 else { return nil }
            for number in stride(from: bounds.lowerBound, through: bounds.upperBound, by: step) {
                bits |= 1 << UInt64(number)
            }
        }
        return bits
    }

    private static func number(_ text: Substring, _ names: [String], first: Int) -> Int? {
        if let index = names.firstIndex(of: text.lowercased()) { return index + first }
        return text.allSatisfy { $0.isASCII && $0.isNumber } && text.utf8.count <= 2 ? Int(text) : nil
    }
}

/// A schedule that cannot be followed.
struct CronError: Error, Equatable, CustomStringConvertible {
    var schedule: String
    var reason: String

    var description: String { "schedule \"\(schedule.prefix(80))\": \(reason)" }
}

extension Int64 {
    fileprivate func positiveRemainder(_ divisor: Int64) -> Int64 {
        let rest = self % divisor
        return rest < 0 ? rest + divisor : rest
    }
}
