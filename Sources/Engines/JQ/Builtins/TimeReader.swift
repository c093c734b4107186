/// Reads a moment by a format of `strptime`.
struct TimeReader {
    private let text: [UInt8]
    private var place = 0
    private var parsed = BrokenDownTime()
    private var century: Int64?
    private var isAfternoon: Bool?
    private var hasDate = false
    private var hasDayOfYear = false
    private var epoch: Int64?

    init(_ text: String) { self.text = Array(text.utf8) }

    var isAtEnd: Bool { place == text.count }

    mutating func read(_ format: [UInt8]) -> Bool {
        var next = 0
        while next < format.count {
            let byte = format[next]
            next += 1
            if byte == 0x20 || (0x09...0x0D).contains(byte) {
                skipSpace()
                continue
            }
            if byte != UInt8(ascii: "%") || next == format.count {
                guard place < text.count, text[place] == byte else { return false }
                place += 1
                continue
            }
            if format[next] == UInt8(ascii: "E") || format[next] == UInt8(ascii: "O"), next + 1 < format.count
            {
                next += 1
            }
            guard field(format[next]) else { return false }
            next += 1
        }
        return true
    }

    /// What was read, with the weekday and the day of the year that belong to it.
    func time() -> BrokenDownTime? {
        if let epoch {
            return try? BrokenDownTime(secondsSince1970: .number(Double(epoch)), "")
        }
        var time = parsed
        if let isAfternoon { time.hour = time.hour % 12 + (isAfternoon ? 12 : 0) }
        if hasDate {
            time.derive()
        } else if hasDayOfYear {
            time.month = 0
            time.day = time.dayOfYear + 1
            let seconds = Value.number(Double(time.secondsSince1970))
            return try? BrokenDownTime(secondsSince1970: seconds, "")
        }
        return time
    }

    private mutating func field(_ letter: UInt8) -> Bool {
        switch Character(Unicode.Scalar(letter)) {
        case "Y":
            return number(4, -9999...9999, signed: true) {
                $0.parsed.year = $1; $0.hasDate = true
            }
        case "C":
            return number(2, 0...99) {
                $0.century = $1; $0.parsed.year = $1 * 100 + $0.parsed.year % 100
            }
        case "y":
            return number(2, 0...99) {
                $0.parsed.year = ($0.century.map { $0 * 100 } ?? ($1 < 69 ? 2000 : 1900)) + $1
                $0.hasDate = true
            }
        case "m":
            return number(2, 1...12) {
                $0.parsed.month = $1 - 1; $0.hasDate = true
            }
        case "d", "e":
            skipSpace()
            return number(2, 1...31) {
                $0.parsed.day = $1; $0.hasDate = true
            }
        case "H", "k": return number(2, 0...23) { $0.parsed.hour = $1 }
        case "I", "l": return number(2, 1...12) { $0.parsed.hour = $1 % 12 }
        case "M": return number(2, 0...59) { $0.parsed.minute = $1 }
        case "S": return number(2, 0...61) { $0.parsed.second = Double($1) }
        case "j":
            return number(3, 1...366) {
                $0.parsed.dayOfYear = $1 - 1; $0.hasDayOfYear = true
            }
        case "u": return number(1, 1...7) { $0.parsed.weekday = $1 % 7 }
        case "w": return number(1, 0...6) { $0.parsed.weekday = $1 }
        case "U", "W", "V": return number(2, 0...53) { _, _ in }
        case "G": return number(4, 0...9999) { _, _ in }
        case "g": return number(2, 0...99) { _, _ in }
        case "s": return number(18, -999_999_999_999...67_767_976_233_532_799, signed: true) { $0.epoch = $1 }
        case "a", "A": return name(TimeFormat.weekdays) { $0.parsed.weekday = $1 }
        case "b", "B", "h":
            return name(TimeFormat.months) {
                $0.parsed.month = $1; $0.hasDate = true
            }
        case "p", "P":
            return name(["AM", "PM"]) {
                $0.isAfternoon = $1 == 1
            }
        case "Z": return letters()
        case "z": return zone()
        case "n", "t":
            skipSpace()
            return true
        case "%": return literal("%")
        case "D", "x": return read(Array("%m/%d/%y".utf8))
        case "F": return read(Array("%Y-%m-%d".utf8))
        case "T", "X": return read(Array("%H:%M:%S".utf8))
        case "R": return read(Array("%H:%M".utf8))
        case "r": return read(Array("%I:%M:%S %p".utf8))
        case "c": return read(Array("%a %b %e %H:%M:%S %Y".utf8))
        default: return false
        }
    }

    private mutating func skipSpace() {
        while place < text.count, text[place] == 0x20 || (0x09...0x0D).contains(text[place]) { place += 1 }
    }

    private mutating func literal(_ wanted: String) -> Bool {
        guard text[place...].starts(with: wanted.utf8) else { return false }
        place += wanted.utf8.count
        return true
    }

    private mutating func number(
        _ width: Int, _ range: ClosedRange<Int64>, signed: Bool = false, _ store: (inout Self, Int64) -> Void
    ) -> Bool {
        skipSpace()
        var isNegative = false
        if signed, place < text.count, text[place] == UInt8(ascii: "-") || text[place] == UInt8(ascii: "+") {
            isNegative = text[place] == UInt8(ascii: "-")
            place += 1
        }
        var value: Int64 = 0
        let start = place
        while place < text.count, place - start < width, text[place] >= UInt8(ascii: "0"),
            text[place] <= UInt8(ascii: "9")
        {
            value = value * 10 + Int64(text[place] - UInt8(ascii: "0"))
            place += 1
        }
        if isNegative { value = -value }
        guard place > start, range.contains(value) else { return false }
        store(&self, value)
        return true
    }

    /// A name in full or its first three letters, in either case.
    private mutating func name(_ names: [String], _ store: (inout Self, Int64) -> Void) -> Bool {
        skipSpace()
        for (number, name) in names.enumerated() {
            for form in [name, String(name.prefix(3))] {
                let end = place + form.utf8.count
                guard end <= text.count else { continue }
                let here = String(decoding: text[place..<end], as: UTF8.self)
                guard here.lowercased() == form.lowercased() else { continue }
                place = end
                store(&self, Int64(number))
                return true
            }
        }
        return false
    }

    /// The name of a zone, which is not looked up.
    private mutating func letters() -> Bool {
        let start = place
        while place < text.count, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(text[place] | 0x20) {
            place += 1
        }
        return place > start
    }

    /// `Z`, `+hh`, `+hhmm` or `+hh:mm`; the moment is given as it is written.
    private mutating func zone() -> Bool {
        skipSpace()
        if literal("Z") { return true }
        guard literal("+") || literal("-") else { return false }
        guard number(2, 0...23, { _, _ in }) else { return false }
        _ = literal(":")
        _ = number(2, 0...59) { _, _ in }
        return true
    }
}
