public import Bytes

/// A column that kubectl prints for a type, beside its name.
public struct PrinterColumn: Sendable {
    /// Where a cell's value comes from.
    enum Source: Sendable {
        /// The value that a path leads to, or what stands for a missing one.
        case path(JSONPath, absent: JSON)
        case computed(@Sendable (Object, Timestamp) -> JSON)
    }

    /// The head of the column.
    public let name: String
    /// `string`, `integer`, `number`, `boolean` or `date`.
    public let type: String
    /// A refinement of the type for clients, such as `name`; mostly empty.
    public let format: String
    /// What the column means.
    public let description: String
    /// 0 for columns that are always shown, more for `-o wide`.
    public let priority: Int
    let source: Source

    init(
        _ name: String, type: String = "string", format: String = "", description: String = "",
        priority: Int = 0,
        source: Source
    ) {
        self.name = name
        self.type = type
        self.format = format
        self.description = description
        self.priority = priority
        self.source = source
    }

    /// Reads one of a CRD's `additionalPrinterColumns`; a path that cannot be read gives empty cells.
    public init(_ json: JSON) {
        let path = JSONPath(json["jsonPath"]?.string ?? "")
        self.init(
            json["name"]?.string ?? "", type: json["type"]?.string ?? "string",
            format: json["format"]?.string ?? "", description: json["description"]?.string ?? "",
            priority: json["priority"]?.int ?? 0,
            source: path.map { .path($0, absent: .null) } ?? .computed { _, _ in .null })
    }

    /// The cell of an object; dates are ages at `now`.
    public func cell(of object: Object, now: Timestamp) -> JSON {
        switch source {
        case .computed(let compute): return compute(object, now)
        case .path(let path, let absent):
            guard let value = path.first(in: object.json) else { return absent }
            return convert(value, now)
        }
    }

    private func convert(_ value: JSON, _ now: Timestamp) -> JSON {
        switch (type, value) {
        case ("string", .string): return value
        case ("string", .null): return "<nil>"
        case ("string", _): return .string(value.text)
        case ("integer", _): return value.double.map { .int(Int64(clamping: $0)) } ?? .null
        case ("number", _): return value.double == nil ? .null : value
        case ("boolean", .bool): return value
        case ("date", .string(let text)): return .string(Timestamp(text)?.age(at: now) ?? "<invalid>")
        default: return .null
        }
    }
}

extension Int64 {
    /// The nearest whole number towards zero; the ends of the range for what lies beyond them.
    fileprivate init(clamping value: Double) {
        self = Int64(exactly: value.rounded(.towardZero)) ?? (value < 0 ? .min : .max)
    }
}
