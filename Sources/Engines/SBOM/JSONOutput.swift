import Bytes

/// Writes JSON as it goes, so that a list of thousands of packages needs no tree.
///
/// The elements of lists stand on lines of their own where asked, so that two lists can be compared by lines.
struct JSONOutput {
    private(set) var bytes: [UInt8] = []
    private var needsComma = false

    mutating func object(_ body: (inout JSONOutput) -> Void) {
        open(UInt8(ascii: "{"))
        body(&self)
        close(UInt8(ascii: "}"))
    }

    mutating func object(_ name: StaticString, _ body: (inout JSONOutput) -> Void) {
        self.name(name)
        object(body)
    }

    mutating func array(_ name: StaticString, _ body: (inout JSONOutput) -> Void) {
        self.name(name)
        open(UInt8(ascii: "["))
        body(&self)
        close(UInt8(ascii: "]"))
    }

    mutating func member(_ name: StaticString, _ value: String?) {
        guard let value else { return }
        self.name(name)
        string(value)
    }

    mutating func member(_ name: StaticString, _ value: Bool) {
        self.name(name)
        bytes.append(contentsOf: (value ? "true" : "false").utf8)
        needsComma = true
    }

    mutating func member(_ name: StaticString, _ value: Int) {
        self.name(name)
        bytes.append(contentsOf: String(value).utf8)
        needsComma = true
    }

    mutating func string(_ value: String) {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        JSON.write(string: value, into: &bytes)
        needsComma = true
    }

    /// Appends members that another output wrote.
    mutating func members(_ other: JSONOutput) {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        bytes.append(contentsOf: other.bytes)
        needsComma = true
    }

    /// Appends an object of two texts, which thousands of packages have several of.
    mutating func pair(_ opening: StaticString, _ first: String, _ between: StaticString, _ second: String) {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        raw(opening)
        JSON.write(string: first, into: &bytes)
        raw(between)
        JSON.write(string: second, into: &bytes)
        bytes.append(UInt8(ascii: "}"))
        needsComma = true
    }

    /// Appends an element that is written around one text.
    mutating func element(_ opening: StaticString, _ text: String, _ closing: StaticString) {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        raw(opening)
        JSON.write(string: text, into: &bytes)
        raw(closing)
        needsComma = true
    }

    private mutating func raw(_ text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    mutating func newLine() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        bytes.append(UInt8(ascii: "\n"))
        needsComma = false
    }

    private mutating func name(_ name: StaticString) {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    private mutating func open(_ sign: UInt8) {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        bytes.append(sign)
        needsComma = false
    }

    private mutating func close(_ sign: UInt8) {
        bytes.append(sign)
        needsComma = true
    }
}
