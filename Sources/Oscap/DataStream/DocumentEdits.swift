extension String {
    var trimmingNewlines: String {
        var text = self[...]
        while text.first == "\n" { text.removeFirst() }
        while text.last == "\n" { text.removeLast() }
        return String(text)
    }
}

/// Insertions into a document, made from its end so that places stay true.
struct DocumentEdits {
    private let bytes: [UInt8]
    /// Where the bytes begin in the document to whose places edits refer.
    private let start: Int
    private var insertions: [(place: Int, order: Int, text: [UInt8], replacing: Int)] = []

    init(_ bytes: [UInt8], from start: Int) {
        self.bytes = bytes
        self.start = start
    }

    /// Puts markup before the end tag of an element; an empty element gets one.
    mutating func append(_ markup: String, inside range: Range<Int>, name: String) {
        let isEmpty = bytes[range.upperBound - start - 2] == UInt8(ascii: "/")
        if isEmpty {
            let text = ">" + markup + "</\(name)>"
            return add(range.upperBound - 2, text, replacing: 2)
        }
        add(endTag(of: range), markup)
    }

    /// Puts markup at a place, or before the end tag of the element when there is none.
    mutating func insert(_ markup: String, at place: Int?, within range: Range<Int>) {
        add(place ?? endTag(of: range), markup)
    }

    private func endTag(of range: Range<Int>) -> Int {
        let end = range.upperBound - start
        return start + (bytes[..<end].lastIndex(of: UInt8(ascii: "<")) ?? end)
    }

    private mutating func add(_ place: Int, _ text: String, replacing: Int = 0) {
        insertions.append((place - start, insertions.count, Array(text.utf8), replacing))
    }

    /// The document with all insertions; those at one place stay in the order in which they were made.
    func result() -> [UInt8] {
        var result = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8)
        var position = 0
        for insertion in insertions.sorted(by: { ($0.place, $0.order) < ($1.place, $1.order) }) {
            result += bytes[position..<insertion.place]
            result += insertion.text
            position = insertion.place + insertion.replacing
        }
        return result + bytes[position...] + [UInt8(ascii: "\n")]
    }
}
