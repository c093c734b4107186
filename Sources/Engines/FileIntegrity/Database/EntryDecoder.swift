/// Reads lines of a database as entries.
struct EntryDecoder: Sendable {
    /// What the columns hold; nil for one that is not known or was named before.
    let columns: [Attribute?]
    let database: String

    /// Whether the lines are written as an encoder writes them, so that equal lines are equal entries.
    func isOf(_ encoder: EntryEncoder) -> Bool { columns == encoder.columns.map(Optional.some) }

    /// The entry of a line.
    ///
    /// - Throws: ``DatabaseError`` with the line and the field that are damaged.
    func entry(_ line: DatabaseLine) throws(DatabaseError) -> Entry {
        var entry = Entry(path: line.path, attributes: defaultAttributes)
        let fields = line.bytes.split(
            maxSplits: .max, omittingEmptySubsequences: true,
            whereSeparator: { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") })
        for (field, column) in zip(fields, columns) {
            guard let column, column != .name else { continue }
            guard read(field, column, &entry) else {
                throw DatabaseError(
                    "'\(String(decoding: field.prefix(80), as: UTF8.self))' cannot be read", in: database,
                    line: line.number, field: column.column)
            }
        }
        if fields.count < columns.count {
            let missing = columns[fields.count]?.column ?? "?"
            throw DatabaseError("the line is cut off", in: database, line: line.number, field: missing)
        }
        return entry.stripped()
    }

    /// A database without the field `attr` says of every entry what its columns say.
    private var defaultAttributes: AttributeSet {
        columns.contains(.attributes) ? [] : AttributeSet(columns.compactMap { $0?.bit })
    }

    private func read(_ field: ArraySlice<UInt8>, _ column: Attribute, _ entry: inout Entry) -> Bool {
        func number(_ path: WritableKeyPath<Entry, Int64>, radix: Int64 = 10) -> Bool {
            guard let value = FieldText.number(field, radix: radix) else { return false }
            entry[keyPath: path] = value
            return true
        }
        func time(_ path: WritableKeyPath<Entry, Int64>) -> Bool {
            if let value = FieldText.number(field) {
                entry[keyPath: path] = value
                return true
            }
            guard let text = FieldText.data(field), let value = FieldText.number(text[...]) else {
                return false
            }
            entry[keyPath: path] = value
            return true
        }
        switch column {
        case .linkName: entry.linkTarget = FieldText.name(field)
        case .permissions: return number(\.mode, radix: 8)
        case .user: return number(\.user)
        case .group: return number(\.group)
        case .size: return number(\.size)
        case .accessTime: return time(\.accessTime)
        case .changeTime: return time(\.changeTime)
        case .modificationTime: return time(\.modificationTime)
        case .inode: return number(\.inode)
        case .blockCount: return number(\.blockCount)
        case .linkCount: return number(\.linkCount)
        case .attributes:
            guard let value = FieldText.number(field) else { return false }
            entry.attributes = AttributeSet(rawValue: UInt64(bitPattern: value))
        case .fileFlags:
            guard let value = FieldText.number(field) else { return false }
            entry.flags = UInt64(bitPattern: value)
        case .accessList: return accessList(field, &entry)
        case .extendedAttributes: return extended(field, &entry)
        case .selinux, .capabilities:
            guard let value = FieldText.data(field) else { return false }
            if column == .selinux { entry.context = value.isEmpty ? nil : value }
            if column == .capabilities { entry.capabilities = value.isEmpty ? nil : value }
        default:
            guard let value = FieldText.data(field) else { return false }
            if !value.isEmpty { entry.digests.append(Entry.ContentDigest(attribute: column, bytes: value)) }
        }
        return true
    }

    private func accessList(_ field: ArraySlice<UInt8>, _ entry: inout Entry) -> Bool {
        if field.elementsEqual([UInt8(ascii: "0")]) { return true }
        let parts = field.split(separator: UInt8(ascii: ","))
        guard parts.count == 3, parts[0].elementsEqual("POSIX".utf8), let access = FieldText.data(parts[1]),
            let inherited = FieldText.data(parts[2])
        else { return false }
        entry.accessList = Entry.AccessList(
            access: access.isEmpty ? nil : access, inherited: inherited.isEmpty ? nil : inherited)
        return true
    }

    private func extended(_ field: ArraySlice<UInt8>, _ entry: inout Entry) -> Bool {
        let parts = field.split(separator: UInt8(ascii: ","))
        guard let first = parts.first, let count = FieldText.number(first), count >= 0,
            parts.count - 1 == 2 * count
        else { return false }
        for index in stride(from: 1, to: parts.count, by: 2) {
            guard let name = FieldText.name(parts[index]), let value = FieldText.data(parts[index + 1]) else {
                return false
            }
            entry.extended.append(Entry.ExtendedAttribute(name: name, value: value))
        }
        return true
    }
}

/// One line of a database whose name has been read.
struct DatabaseLine: Sendable {
    /// The line, from 1.
    var number: Int
    /// The decoded name.
    var path: [UInt8]
    /// The line without its end.
    var bytes: [UInt8]
}
