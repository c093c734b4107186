import Bytes

extension PrinterColumn {
    /// How long ago the object was created; the last column of almost every type.
    public static let age = PrinterColumn(
        "Age", type: "date",
        description: "CreationTimestamp is a timestamp representing the server time when this object was created.",
        source: .computed { object, now in
            guard let text = object.creationTimestamp else { return "<unknown>" }
            return .string(Timestamp(text)?.age(at: now) ?? "<unknown>")
        })
}
