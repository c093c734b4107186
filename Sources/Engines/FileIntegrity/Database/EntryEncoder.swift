/// Writes entries as lines of a database (`aide.conf(5)`; the format has no other standard than its program).
struct EntryEncoder: Sendable {
    let columns: [Attribute]
    let dialect: Dialect

    init(columns: AttributeSet, dialect: Dialect) {
        self.columns = columns.members.filter { $0.column != nil }
        self.dialect = dialect
    }

    /// The line that names the columns.
    var specification: String {
        let names = columns.compactMap(\.column).joined(separator: " ")
        return "@@db_spec \(names)\(dialect == .v0_19 ? "" : " ")\n"
    }

    /// Appends an entry's line.
    func append(_ entry: Entry, to bytes: inout [UInt8]) {
        for (index, column) in columns.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: " ")) }
            append(column, of: entry, to: &bytes)
        }
        bytes.append(UInt8(ascii: "\n"))
    }

    private func append(_ column: Attribute, of entry: Entry, to bytes: inout [UInt8]) {
        switch column {
        case .name: FieldText.append(entry.path, to: &bytes)
        case .linkName: FieldText.append(entry.linkTarget, to: &bytes)
        case .permissions: FieldText.append(entry.mode, radix: 8, to: &bytes)
        case .user: FieldText.append(entry.user, to: &bytes)
        case .group: FieldText.append(entry.group, to: &bytes)
        case .size: FieldText.append(entry.size, to: &bytes)
        case .accessTime: append(time: entry.accessTime, to: &bytes)
        case .changeTime: append(time: entry.changeTime, to: &bytes)
        case .modificationTime: append(time: entry.modificationTime, to: &bytes)
        case .inode: FieldText.append(entry.inode, to: &bytes)
        case .blockCount: FieldText.append(entry.blockCount, to: &bytes)
        case .linkCount: FieldText.append(entry.linkCount, to: &bytes)
        case .attributes: FieldText.append(Int64(bitPattern: entry.attributes.rawValue), to: &bytes)
        case .accessList: append(entry.accessList, to: &bytes)
        case .selinux: FieldText.append(base64: entry.context, to: &bytes)
        case .capabilities: FieldText.append(base64: entry.capabilities, to: &bytes)
        case .fileFlags: FieldText.append(Int64(bitPattern: entry.flags), to: &bytes)
        case .extendedAttributes: append(entry.extended, to: &bytes)
        default: FieldText.append(base64: entry.digest(column), to: &bytes)
        }
    }

    /// Before 0.19 a time is the base64 of its decimal digits.
    private func append(time: Int64, to bytes: inout [UInt8]) {
        if dialect == .v0_19 || time == 0 { return FieldText.append(time, to: &bytes) }
        var digits: [UInt8] = []
        FieldText.append(time, to: &digits)
        FieldText.append(base64: digits, to: &bytes)
    }

    private func append(_ list: Entry.AccessList?, to bytes: inout [UInt8]) {
        guard let list else { return bytes.append(UInt8(ascii: "0")) }
        bytes += "POSIX,".utf8
        FieldText.append(base64: list.access, to: &bytes)
        bytes.append(UInt8(ascii: ","))
        FieldText.append(base64: list.inherited, to: &bytes)
    }

    private func append(_ attributes: [Entry.ExtendedAttribute], to bytes: inout [UInt8]) {
        FieldText.append(Int64(attributes.count), to: &bytes)
        for attribute in attributes {
            bytes.append(UInt8(ascii: ","))
            FieldText.append(attribute.name, to: &bytes)
            bytes.append(UInt8(ascii: ","))
            FieldText.append(base64: attribute.value.isEmpty ? nil : attribute.value, to: &bytes)
        }
    }
}
