import Bytes

/// The rule of a zone for the time after its table, `EST5EDT,M3.2.0,M11.1.0` (POSIX.1, "TZ"; RFC 8536, 3.3).
struct TimeZoneRule: Sendable {
    private struct Change {
        enum Day {
            case month(Int64, week: Int64, weekday: Int64)
            case julian(Int64)
            case zeroBased(Int64)
        }

        var day: Day
        var seconds: Int64
    }

    private let standard: Int64
    private var summer: Int64?
    private var start: Change?
    private var end: Change?

    init?(_ text: String) {
        var rest = text.utf8[...]
        guard Self.skipName(&rest), let offset = Self.clock(&rest) else { return nil }
        // West of Greenwich is positive there and negative everywhere else.
        standard = -offset
        guard !rest.isEmpty else { return }
        guard Self.skipName(&rest) else { return nil }
        if rest.first != UInt8(ascii: ",") {
            guard let offset = Self.clock(&rest) else { return nil }
            summer = -offset
        } else {
            summer = standard + 3600
        }
        guard let first = Self.change(&rest), let second = Self.change(&rest), rest.isEmpty else {
            return nil
        }
        (start, end) = (first, second)
    }

    func offset(at seconds: Int64) -> Int64 {
        guard let summer, let start, let end else { return standard }
        let year = CivilTime(secondsSince1970: seconds + standard).date.year
        let from = Self.moment(start, year) - standard
        let until = Self.moment(end, year) - summer
        let isSummer = from < until ? seconds >= from && seconds < until : seconds >= from || seconds < until
        return isSummer ? summer : standard
    }

    /// Local seconds since 1970 of a change in a year.
    private static func moment(_ change: Change, _ year: Int64) -> Int64 {
        let newYear = CivilDate(year: year, month: 1, day: 1).daysSince1970
        let isLeap = CivilDate(year: year, month: 2, day: 29).isValid
        let day: Int64 =
            switch change.day {
            case .zeroBased(let number): newYear + number
            case .julian(let number): newYear + number - 1 + (isLeap && number >= 60 ? 1 : 0)
            case .month(let month, let week, let weekday): day(year, month, week, weekday)
            }
        return day * 86_400 + change.seconds
    }

    private static func day(_ year: Int64, _ month: Int64, _ week: Int64, _ weekday: Int64) -> Int64 {
        let first = CivilDate(year: year, month: month, day: 1).daysSince1970
        // 1970-01-01 was a Thursday.
        let firstWeekday = ((first + 4) % 7 + 7) % 7
        var number = 1 + (weekday - firstWeekday + 7) % 7 + (week - 1) * 7
        while !CivilDate(year: year, month: month, day: number).isValid { number -= 7 }
        return first + number - 1
    }

    private static func skipName(_ rest: inout Substring.UTF8View) -> Bool {
        if rest.first == UInt8(ascii: "<") {
            guard let close = rest.firstIndex(of: UInt8(ascii: ">")) else { return false }
            rest = rest[rest.index(after: close)...]
            return true
        }
        let name = rest.prefix { $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A }
        rest = rest.dropFirst(name.count)
        return name.count >= 3
    }

    private static func number(_ rest: inout Substring.UTF8View) -> Int64? {
        let digits = rest.prefix { $0 >= 0x30 && $0 <= 0x39 }
        guard (1...3).contains(digits.count) else { return nil }
        rest = rest.dropFirst(digits.count)
        return digits.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
    }

    /// `[+-]hh[:mm[:ss]]` in seconds.
    private static func clock(_ rest: inout Substring.UTF8View) -> Int64? {
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        guard var total = number(&rest).map({ $0 * 3600 }) else { return nil }
        for unit: Int64 in [60, 1] where rest.first == UInt8(ascii: ":") {
            rest.removeFirst()
            guard let part = number(&rest) else { return nil }
            total += part * unit
        }
        return isNegative ? -total : total
    }

    private static func change(_ rest: inout Substring.UTF8View) -> Change? {
        guard rest.first == UInt8(ascii: ",") else { return nil }
        rest.removeFirst()
        guard let mark = rest.first else { return nil }
        let day: Change.Day
        if mark == UInt8(ascii: "M") {
            var numbers: [Int64] = []
            for _ in 0..<3 {
                rest.removeFirst()
                guard let value = number(&rest) else { return nil }
                numbers.append(value)
                if numbers.count < 3 && rest.first != UInt8(ascii: ".") { return nil }
            }
            guard (1...12).contains(numbers[0]), (1...5).contains(numbers[1]), numbers[2] < 7 else {
                return nil
            }
            day = .month(numbers[0], week: numbers[1], weekday: numbers[2])
        } else {
            if mark == UInt8(ascii: "J") { rest.removeFirst() }
            guard let value = number(&rest), value <= 366 else { return nil }
            day = mark == UInt8(ascii: "J") ? .julian(value) : .zeroBased(value)
        }
        guard rest.first == UInt8(ascii: "/") else { return Change(day: day, seconds: 7200) }
        rest.removeFirst()
        return clock(&rest).map { Change(day: day, seconds: $0) }
    }
}
