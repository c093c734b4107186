import Glibc

extension Segment {
    /// The numbers of the statements about a package; empty when there are none.
    public func rows(of name: String) -> Range<Int> {
        var name = name
        return name.withUTF8 { rows(of: UnsafeRawBufferPointer($0)) }
    }

    /// The numbers of the statements about a package whose name is given by its bytes.
    public func rows(of name: UnsafeRawBufferPointer) -> Range<Int> {
        var (low, high) = (0, nameCount)
        while low < high {
            let middle = (low + high) / 2
            guard let found = nameBytes(middle) else { return 0..<0 }
            let order = Self.order(found, name)
            if order == 0 { return rows(ofName: middle) }
            if order < 0 { low = middle + 1 } else { high = middle }
        }
        return 0..<0
    }

    /// The name of a number.
    public func name(_ index: Int) -> String {
        nameBytes(index).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    /// The statements of a name's number.
    public func rows(ofName index: Int) -> Range<Int> {
        let start = Int(number(.rowStarts, 4 * index))
        let end = Int(number(.rowStarts, 4 * index + 4))
        return start <= end && end <= rowCount ? start..<end : 0..<0
    }

    private func nameBytes(_ index: Int) -> UnsafeRawBufferPointer? {
        counted(.texts, number(.names, 4 * index))
    }

    /// Less than zero, zero or more, as the bytes of `a` come before, are, or come after those of `b`.
    static func order(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Int {
        if let first = a.baseAddress, let second = b.baseAddress {
            let order = memcmp(first, second, min(a.count, b.count))
            if order != 0 { return Int(order) }
        }
        return a.count - b.count
    }
}
