import Bytes

/// The columns that many types share, and short ways to write columns down as data.
extension PrinterColumn {
    /// `metadata.name`: the first column.
    public static let name = PrinterColumn(
        "Name", format: "name", description: "Name must be unique within a namespace.",
        source: .computed { object, _ in .string(object.name) })

    /// How long ago the object was created; the last column of almost every type.
    public static let age = PrinterColumn(
        "Age", type: "date",
        description:
            "CreationTimestamp is a timestamp representing the server time when this object was created.",
        source: .computed { object, now in age(object.creationTimestamp, now) })

    /// When the object was created: what types without columns of their own show.
    public static let createdAt = PrinterColumn(
        "Created At", type: "date",
        description:
            "CreationTimestamp is a timestamp representing the server time when this object was created.",
        source: .computed { object, _ in .string(object.creationTimestamp ?? "") })

    static func text(_ name: String, _ path: String, absent: JSON = "") -> PrinterColumn {
        from(name, path, type: "string", absent: absent)
    }

    static func wide(_ name: String, _ path: String, absent: JSON = "<none>") -> PrinterColumn {
        from(name, path, type: "string", priority: 1, absent: absent)
    }

    static func number(_ name: String, _ path: String, absent: JSON = 0) -> PrinterColumn {
        from(name, path, type: "integer", absent: absent)
    }

    static func flag(_ name: String, _ path: String, absent: JSON = false) -> PrinterColumn {
        from(name, path, type: "boolean", absent: absent)
    }

    static func cell(
        _ name: String, type: String = "string", priority: Int = 0,
        _ compute: @escaping @Sendable (Object) -> JSON
    ) -> PrinterColumn {
        PrinterColumn(
            name, type: type, priority: priority, source: .computed { object, _ in compute(object) })
    }

    static func timed(
        _ name: String, priority: Int = 0, _ compute: @escaping @Sendable (Object, Timestamp) -> JSON
    ) -> PrinterColumn {
        PrinterColumn(name, priority: priority, source: .computed(compute))
    }

    /// An age, or `<unknown>` for a moment that is missing or cannot be read.
    static func age(_ moment: String?, _ now: Timestamp) -> JSON {
        .string(moment.flatMap { Timestamp($0) }?.age(at: now) ?? "<unknown>")
    }

    private static func from(
        _ name: String, _ path: String, type: String, priority: Int = 0, absent: JSON
    ) -> PrinterColumn {
        let source = JSONPath(path).map { Source.path($0, absent: absent) } ?? .computed { _, _ in absent }
        return PrinterColumn(name, type: type, priority: priority, source: source)
    }
}
