extension JSONDocument {
    /// The value at a place of the tape as a tree that can be changed.
    ///
    /// It walks the tape itself: a ``JSONView`` for each value on the way would hold on to the whole text.
    func tree(at index: Int) -> JSON {
        bytes.withUnsafeBufferPointer { text in
            tape.withUnsafeBufferPointer { tape in TreeBuilder(text: text, tape: tape).value(at: index) }
        }
    }
}

/// Builds trees out of a tape.
private struct TreeBuilder {
    let text: UnsafeBufferPointer<UInt8>
    let tape: UnsafeBufferPointer<JSONDocument.Node>

    func value(at index: Int) -> JSON {
        let node = tape[index]
        switch node.kind {
        case .null: return .null
        case .true: return .bool(true)
        case .false: return .bool(false)
        case .integer: return Int64(string(node)).map { .int($0) } ?? .double(Double(string(node)) ?? 0)
        case .number: return .double(Double(string(node)) ?? 0)
        case .string, .escapedString: return .string(string(node))
        case .array: return .array(elements(of: node, at: index))
        case .object: return .object(members(of: node, at: index))
        }
    }

    private func elements(of node: JSONDocument.Node, at index: Int) -> [JSON] {
        var elements: [JSON] = []
        var cursor = index + 1
        while cursor < Int(node.next) {
            elements.append(value(at: cursor))
            cursor = Int(tape[cursor].next)
        }
        return elements
    }

    private func members(of node: JSONDocument.Node, at index: Int) -> JSONObject {
        var members = JSONObject()
        var cursor = index + 1
        while cursor < Int(node.next) {
            // The last of several members with one name counts, as in Go.
            members[string(tape[cursor])] = value(at: cursor + 1)
            cursor = Int(tape[cursor + 1].next)
        }
        return members
    }

    private func string(_ node: JSONDocument.Node) -> String {
        let bytes = UnsafeBufferPointer(rebasing: text[Int(node.start)..<Int(node.start) + Int(node.length)])
        if node.kind == .escapedString { return JSONScanner.unescape(Array(bytes)[...]) }
        return String(decoding: bytes, as: UTF8.self)
    }
}
