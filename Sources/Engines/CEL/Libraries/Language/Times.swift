import Bytes
import Synchronization

extension CELLibrary {
    /// The parts of moments and spans (cel-spec, "Timestamps and Durations").
    static let times = CELLibrary(
        parts.flatMap { name, part in accessors(name, part) } + spans)

    private typealias Part = @Sendable (CivilTime, CELTimestamp) -> Int64

    private static let parts: [(String, Part)] = [
        ("getFullYear", { civil, _ in civil.date.year }),
        ("getMonth", { civil, _ in civil.date.month - 1 }),
        ("getDate", { civil, _ in civil.date.day }),
        ("getDayOfMonth", { civil, _ in civil.date.day - 1 }),
        // 1970-01-01 was a Thursday.
        ("getDayOfWeek", { civil, _ in ((civil.days + 4) % 7 + 7) % 7 }),
        (
            "getDayOfYear",
            { civil, _ in civil.days - CivilDate(year: civil.date.year, month: 1, day: 1).daysSince1970 }
        ),
        ("getHours", { civil, _ in civil.hour }), ("getMinutes", { civil, _ in civil.minute }),
        ("getSeconds", { civil, _ in civil.second }),
        ("getMilliseconds", { _, moment in Int64(moment.nanoseconds / 1_000_000) }),
    ]

    private static func accessors(_ name: String, _ part: @escaping Part) -> [CELFunction] {
        [
            CELFunction(name, isMember: true, [.timestamp], .int) { a throws(CELEvaluationError) in
                let moment = try a.timestamp(0)
                return .int(part(CivilTime(secondsSince1970: moment.seconds), moment))
            },
            CELFunction(name, isMember: true, [.timestamp, .string], .int) { a throws(CELEvaluationError) in
                let moment = try a.timestamp(0)
                let offset = try ZoneOffset.seconds(of: try a.text(1), at: moment.seconds)
                return .int(part(CivilTime(secondsSince1970: moment.seconds + offset), moment))
            },
        ]
    }

    private static let spans: [CELFunction] = [
        ("getHours", 3_600_000_000_000), ("getMinutes", 60_000_000_000), ("getSeconds", 1_000_000_000),
        ("getMilliseconds", 1_000_000),
    ].map { (name: String, unit: Int64) in
        CELFunction(name, isMember: true, [.duration], .int) { a throws(CELEvaluationError) in
            .int(try a.duration(0).nanoseconds / unit)
        }
    }
}

/// A zone by its offset, `+02:00`, or by its name.
enum ZoneOffset {
    static func seconds(of zone: String, at moment: Int64) throws(CELEvaluationError) -> Int64 {
        if zone.isEmpty || zone == "UTC" { return 0 }
        if let fixed = fixed(zone) { return fixed }
        if let known = store.withLock({ $0[zone] }) { return known.offset(at: moment) }
        guard let file = TimeZoneFile(named: zone) else { throw .failed("unknown time zone \(zone)") }
        store.withLock { store in
            if store.count >= 64 { store.removeAll(keepingCapacity: true) }
            store[zone] = file
        }
        return file.offset(at: moment)
    }

    private static let store = Mutex<[String: TimeZoneFile]>([:])

    /// `[+-]hh:mm`, or nil.
    private static func fixed(_ text: String) -> Int64? {
        var body = text.utf8[...]
        var sign: Int64 = 1
        if let first = body.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
            sign = first == UInt8(ascii: "-") ? -1 : 1
            body.removeFirst()
        }
        let parts = body.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.count == 2,
            parts.allSatisfy({ (1...2).contains($0.count) && $0.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } })
        else { return nil }
        let numbers = parts.map { $0.reduce(0 as Int64) { $0 * 10 + Int64($1 - 0x30) } }
        return numbers[0] < 24 && numbers[1] < 60 ? sign * (numbers[0] * 3600 + numbers[1] * 60) : nil
    }
}
