import Bytes

extension Builtins {
    static let times: Table = [
        "gmtime/0": unary {
            try BrokenDownTime(secondsSince1970: $0, "gmtime() requires numeric inputs").value
        },
        "localtime/0": unary {
            try BrokenDownTime(secondsSince1970: $0, "localtime() requires numeric inputs").value
        },
        "mktime/0": unary { input in
            guard input.items != nil else { throw Raised("mktime requires array inputs") }
            let time = try BrokenDownTime(input, "mktime requires parsed datetime inputs")
            return .number(Int(time.secondsSince1970))
        },
        "strftime/1": binary { try format($0, $1, "strftime/1") },
        "strflocaltime/1": binary { try format($0, $1, "strflocaltime/1") },
        "strptime/1": binary { input, form in
            guard case .string(let text) = input, case .string(let format) = form else {
                throw Raised("strptime/1 requires string inputs and arguments")
            }
            guard let time = TimeFormat(format).parse(text) else {
                throw Raised("date \"\(text)\" does not match format \"\(format)\"")
            }
            return time.value
        },
    ]

    private static func format(_ input: Value, _ form: Value, _ name: String) throws -> Value {
        var input = input
        if input.double != nil {
            input = try BrokenDownTime(secondsSince1970: input, "\(name) requires parsed datetime inputs")
                .value
        }
        guard input.items != nil else { throw Raised("\(name) requires parsed datetime inputs") }
        guard case .string(let format) = form else { throw Raised("\(name) requires a string format") }
        let time = try BrokenDownTime(input, "\(name) requires parsed datetime inputs")
        return .string(TimeFormat(format).text(of: time))
    }
}

/// A moment as clocks and calendars tell it, in universal time: months and days of the year count from 0.
struct BrokenDownTime {
    var year: Int64 = 1900
    var month: Int64 = 0
    var day: Int64 = 0
    var hour: Int64 = 0
    var minute: Int64 = 0
    var second: Double = 0
    var weekday: Int64 = 0
    var dayOfYear: Int64 = 0

    init() {}

    init(secondsSince1970 value: Value, _ complaint: String) throws {
        guard let seconds = value.double else { throw Raised(complaint) }
        let whole = seconds.rounded(.down)
        guard abs(whole) < 67_767_976_233_532_799 else {
            throw Raised("error converting number of seconds since epoch to datetime")
        }
        let time = CivilTime(secondsSince1970: Int64(whole))
        (year, month, day) = (time.date.year, time.date.month - 1, time.date.day)
        (hour, minute) = (time.hour, time.minute)
        second = Double(time.second) + (seconds - whole)
        derive()
    }

    /// Reads jq's list of year, month, day, hours, minutes, seconds, weekday and day of the year.
    init(_ value: Value, _ complaint: String) throws {
        let parts = (value.items ?? []).map(\.double)
        guard parts.count >= 6, !parts.contains(where: { $0 == nil || $0?.isNaN == true }) else {
            throw Raised(complaint)
        }
        func whole(_ place: Int) -> Int64 {
            guard place < parts.count, let part = parts[place] else { return 0 }
            return Int64(max(-2_147_483_648, min(2_147_483_647, part)))
        }
        (year, month, day, hour, minute) = (whole(0), whole(1), whole(2), whole(3), whole(4))
        second = parts[5] ?? 0
        if abs(second) > 2_147_483_647 { second = 0 }
        (weekday, dayOfYear) = (whole(6), whole(7))
    }

    var value: Value {
        .array([
            .number(Double(year)), .number(Double(month)), .number(Double(day)), .number(Double(hour)),
            .number(Double(minute)), .number(second), .number(Double(weekday)), .number(Double(dayOfYear)),
        ])
    }

    /// The day's number since 1970-01-01; months beyond a year's and days beyond a month's carry over.
    var daysSince1970: Int64 {
        let months = year * 12 + month
        let years = months >= 0 ? months / 12 : (months - 11) / 12
        return CivilDate(year: years, month: months - years * 12 + 1, day: 1).daysSince1970 + day - 1
    }

    var secondsSince1970: Int64 {
        daysSince1970 * 86_400 + hour * 3600 + minute * 60 + Int64(second.rounded(.down))
    }

    /// Computes the weekday and the day of the year from the date.
    mutating func derive() {
        let days = daysSince1970
        weekday = ((days + 4) % 7 + 7) % 7
        dayOfYear = days - CivilDate(year: year, month: 1, day: 1).daysSince1970
    }
}
