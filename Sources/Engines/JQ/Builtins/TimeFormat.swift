/// The formats of `strftime` and `strptime` (POSIX.1-2017) in the C locale and universal time.
struct TimeFormat {
    private let format: [UInt8]

    init(_ format: String) { self.format = Array(format.utf8) }

    static let weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
    static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December",
    ]

    func text(of time: BrokenDownTime) -> String {
        var out = ""
        var plain: [UInt8] = []
        var place = 0
        while place < format.count {
            guard format[place] == UInt8(ascii: "%"), place + 1 < format.count else {
                plain.append(format[place])
                place += 1
                continue
            }
            out += String(decoding: plain, as: UTF8.self)
            plain.removeAll()
            place += 1
            // Modifiers for other calendars mean nothing in the C locale.
            if format[place] == UInt8(ascii: "E") || format[place] == UInt8(ascii: "O"),
                place + 1 < format.count
            {
                place += 1
            }
            out += field(Character(Unicode.Scalar(format[place])), time)
            place += 1
        }
        return out + String(decoding: plain, as: UTF8.self)
    }

    private func field(_ letter: Character, _ time: BrokenDownTime) -> String {
        let weekday = Self.weekdays[Int(((time.weekday % 7) + 7) % 7)]
        let month = Self.months[Int(((time.month % 12) + 12) % 12)]
        let twelve = time.hour % 12 == 0 ? 12 : time.hour % 12
        switch letter {
        case "Y": return String(time.year)
        case "C": return Self.padded(time.year / 100, 2)
        case "y": return Self.padded(((time.year % 100) + 100) % 100, 2)
        case "m": return Self.padded(time.month + 1, 2)
        case "d": return Self.padded(time.day, 2)
        case "e": return Self.padded(time.day, 2, " ")
        case "H": return Self.padded(time.hour, 2)
        case "k": return Self.padded(time.hour, 2, " ")
        case "I": return Self.padded(twelve, 2)
        case "l": return Self.padded(twelve, 2, " ")
        case "M": return Self.padded(time.minute, 2)
        case "S": return Self.padded(Int64(time.second.rounded(.down)), 2)
        case "j": return Self.padded(time.dayOfYear + 1, 3)
        case "a": return String(weekday.prefix(3))
        case "A": return weekday
        case "b", "h": return String(month.prefix(3))
        case "B": return month
        case "p": return time.hour < 12 ? "AM" : "PM"
        case "P": return time.hour < 12 ? "am" : "pm"
        case "u": return String(time.weekday == 0 ? 7 : time.weekday)
        case "w": return String(time.weekday)
        case "s": return String(time.secondsSince1970)
        case "Z": return "UTC"
        case "z": return "+0000"
        case "n": return "\n"
        case "t": return "\t"
        case "%": return "%"
        case "U": return Self.padded((time.dayOfYear + 7 - time.weekday) / 7, 2)
        case "W": return Self.padded((time.dayOfYear + 7 - (time.weekday + 6) % 7) / 7, 2)
        case "V": return Self.padded(Self.isoWeek(time).week, 2)
        case "G": return String(Self.isoWeek(time).year)
        case "g": return Self.padded(Self.isoWeek(time).year % 100, 2)
        case "D", "x": return TimeFormat("%m/%d/%y").text(of: time)
        case "F": return TimeFormat("%Y-%m-%d").text(of: time)
        case "T", "X": return TimeFormat("%H:%M:%S").text(of: time)
        case "R": return TimeFormat("%H:%M").text(of: time)
        case "r": return TimeFormat("%I:%M:%S %p").text(of: time)
        case "c": return TimeFormat("%a %b %e %H:%M:%S %Y").text(of: time)
        default: return "%\(letter)"
        }
    }

    /// The week that the day's Thursday lies in, and the year of that week (ISO 8601).
    private static func isoWeek(_ time: BrokenDownTime) -> (year: Int64, week: Int64) {
        var thursday = time
        thursday.day += 3 - (time.weekday + 6) % 7
        var normal = BrokenDownTime()
        let moment = Value.number(Double(thursday.daysSince1970) * 86_400)
        if let found = try? BrokenDownTime(secondsSince1970: moment, "") { normal = found }
        return (normal.year, normal.dayOfYear / 7 + 1)
    }

    private static func padded(_ number: Int64, _ width: Int, _ fill: Character = "0") -> String {
        let digits = String(abs(number))
        let padding = String(repeating: fill, count: max(0, width - digits.count))
        return (number < 0 ? "-" : "") + padding + digits
    }

    /// The moment that a text means, or nil when it has another form.
    func parse(_ text: String) -> BrokenDownTime? {
        var reader = TimeReader(text)
        guard reader.read(format), reader.isAtEnd else { return nil }
        return reader.time()
    }
}
