import Glibc

/// The seconds between dates in UTC (OVAL 5.11, `oval-def:TimeDifferenceFunctionType`).
struct TimeDifference {
    let first: Function.DateFormat
    let second: Function.DateFormat
    let now: Int64

    func apply(_ arguments: [[String]]) throws(FunctionError) -> [String] {
        if arguments.count == 1 {
            // The only component is written in the second format: the first date is now.
            var differences: [String] = []
            for text in arguments[0] { differences.append(try difference(now, seconds(text, second))) }
            return differences
        }
        guard arguments.count == 2 else {
            throw FunctionError("time_difference takes one or two components, not \(arguments.count)")
        }
        var differences: [String] = []
        for later in arguments[0] {
            for earlier in arguments[1] {
                differences.append(try difference(seconds(later, first), seconds(earlier, second)))
            }
        }
        return differences
    }

    private func difference(_ later: Int64, _ earlier: Int64) throws(FunctionError) -> String {
        let (seconds, isTooLong) = later.subtractingReportingOverflow(earlier)
        if isTooLong { throw FunctionError("time_difference: the dates are too far apart") }
        return String(seconds)
    }

    /// Seconds from 1970 to a date.
    func seconds(_ text: String, _ format: Function.DateFormat) throws(FunctionError) -> Int64 {
        let parsed: Int64? =
            switch format {
            case .secondsSinceEpoch: Int64(text.trimmed)
            case .winFiletime: Self.winFiletime(text.trimmed)
            case .cimDatetime: Self.cimDatetime(text.trimmed)
            case .yearMonthDay: Self.calendar(text.trimmed, year: 0, month: 1, day: 2)
            case .monthDayYear: Self.calendar(text.trimmed, year: 2, month: 0, day: 1)
            case .dayMonthYear: Self.calendar(text.trimmed, year: 2, month: 1, day: 0)
            }
        guard let parsed else {
            throw FunctionError(
                "time_difference: \"\(text.prefix(80))\" is no date in the format \(format.rawValue)")
        }
        return parsed
    }

    /// Tenths of microseconds since 1601, in decimal or as `0x` hexadecimal.
    private static func winFiletime(_ text: String) -> Int64? {
        let ticks = text.hasPrefix("0x") ? Int64(text.dropFirst(2), radix: 16) : Int64(text)
        return ticks.map { $0 / 10_000_000 - 11_644_473_600 }
    }

    /// `yyyymmddHHMMSS.mmmmmmsUUU`, where `sUUU` are the minutes east of Greenwich.
    private static func cimDatetime(_ text: String) -> Int64? {
        let digits = Array(text.utf8)
        guard digits.count == 25, let minutes = Int64(text.suffix(4)) else { return nil }
        func number(_ range: Range<Int>) -> Int? { Int(String(decoding: digits[range], as: UTF8.self)) }
        guard let year = number(0..<4), let month = number(4..<6), let day = number(6..<8),
            let hour = number(8..<10), let minute = number(10..<12), let second = number(12..<14)
        else { return nil }
        return epoch([year, month, day, hour, minute, second]).map { $0 - minutes * 60 }
    }

    /// `2010/12/31 23:59:59`, `2010-12-31`, `20101231`, `20101231T235959` or with a month's name; in the order
    /// that the positions say.
    private static func calendar(_ text: String, year: Int, month: Int, day: Int) -> Int64? {
        let halves = text.split(maxSplits: 1, whereSeparator: { $0 == " " || $0 == "T" }).map(String.init)
        guard let dateText = halves.first else { return nil }
        var date: [String] = dateText.split(whereSeparator: { $0 == "/" || $0 == "-" }).map(String.init)
        var time: [String] = []
        if date.count == 1, dateText.utf8.count == 8, dateText.utf8.allSatisfy(isDigit) {
            date = year == 0 ? cut(dateText, [4, 2, 2]) : cut(dateText, [2, 2, 4])
        }
        var timeText = halves.count == 2 ? halves[1] : ""
        if date.count == 1 {
            // `December, 31 2010` and `31 December 2010`: the date has spaces of its own.
            let words = text.split(whereSeparator: { $0 == " " || $0 == "," }).map(String.init)
            guard words.count >= 3 else { return nil }
            date = Array(words[0..<3])
            timeText = words.count > 3 ? words[3] : ""
        }
        if !timeText.isEmpty {
            time =
                timeText.contains(":")
                ? timeText.split(separator: ":").map(String.init) : cut(timeText, [2, 2, 2])
        }
        guard date.count == 3, time.isEmpty || (2...3).contains(time.count) else { return nil }
        guard let yearNumber = Int(date[year]), let monthNumber = monthNumber(date[month]),
            let dayNumber = Int(date[day])
        else { return nil }
        let clock = time.map { Int($0) }
        guard !clock.contains(nil) else { return nil }
        return epoch([yearNumber, monthNumber, dayNumber] + clock.compactMap { $0 })
    }

    private static func cut(_ text: String, _ lengths: [Int]) -> [String] {
        var rest = Substring(text)
        return lengths.map { length in
            defer { rest = rest.dropFirst(length) }
            return String(rest.prefix(length))
        }
    }

    private static func monthNumber(_ text: String) -> Int? {
        if let number = Int(text) { return number }
        let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
        return names.firstIndex { text.lowercased().hasPrefix($0) }.map { $0 + 1 }
    }

    private static func epoch(_ parts: [Int]) -> Int64? {
        guard parts.count >= 3, (0...9999).contains(parts[0]), (1...12).contains(parts[1]),
            (1...31).contains(parts[2])
        else { return nil }
        let clock = Array(parts[3...]) + [0, 0, 0]
        guard (0...23).contains(clock[0]), (0...59).contains(clock[1]), (0...60).contains(clock[2]) else {
            return nil
        }
        var date = tm()
        date.tm_year = Int32(parts[0] - 1900)
        date.tm_mon = Int32(parts[1] - 1)
        date.tm_mday = Int32(parts[2])
        date.tm_hour = Int32(clock[0])
        date.tm_min = Int32(clock[1])
        date.tm_sec = Int32(clock[2])
        return Int64(timegm(&date))
    }
}
