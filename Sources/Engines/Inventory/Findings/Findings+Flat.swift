public import Bytes

extension FlatWriter {
    /// Appends sorted numbers as their differences, which are shorter.
    mutating func write(sorted numbers: [UInt64]) {
        number(UInt(numbers.count))
        var last: UInt64 = 0
        for value in numbers {
            number(UInt(value &- last))
            last = value
        }
    }
}

extension FlatReader {
    /// Reads what `write(sorted:)` wrote.
    mutating func sorted() throws(FlatError) -> [UInt64] {
        let count = try count()
        var numbers: [UInt64] = []
        numbers.reserveCapacity(count)
        var last: UInt64 = 0
        for _ in 0..<count {
            let (next, isTooLarge) = last.addingReportingOverflow(UInt64(try number()))
            guard !isTooLarge else { throw damaged }
            numbers.append(next)
            last = next
        }
        return numbers
    }
}

extension FileFindings: Flat {
    init(flat reader: inout FlatReader) throws(FlatError) {
        path = try reader.text()
        packages = try [Package](flat: &reader)
        distribution = try Distribution?(flat: &reader)
        owned = try [OwnedFiles](flat: &reader)
        problems = try [InventoryProblem](flat: &reader)
    }

    func write(flat writer: inout FlatWriter) {
        writer.text(path)
        packages.write(flat: &writer)
        distribution.write(flat: &writer)
        owned.write(flat: &writer)
        problems.write(flat: &writer)
    }
}

extension OwnedFiles: Flat {
    init(flat reader: inout FlatReader) throws(FlatError) {
        owner = try reader.text()
        keys = try reader.sorted()
    }

    func write(flat writer: inout FlatWriter) {
        writer.text(owner)
        writer.write(sorted: keys)
    }
}

extension LayerFindings.Link: Flat {
    init(flat reader: inout FlatReader) throws(FlatError) {
        path = try reader.text()
        target = try reader.text()
    }

    func write(flat writer: inout FlatWriter) {
        writer.text(path)
        writer.text(target)
    }
}

extension InventoryProblem: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        self.init(path: try reader.text(), reason: try reader.text())
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        writer.text(path)
        writer.text(reason)
    }
}
