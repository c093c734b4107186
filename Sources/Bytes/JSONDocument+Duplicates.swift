extension JSONDocument {
    /// The paths of members that an object names twice, sorted, such as `spec.list[0].a`.
    ///
    /// RFC 8259, section 4 leaves their meaning open; strict decoding reports them.
    public func duplicateFields() -> [String] {
        if !mayRepeatNames { return [] }
        var found: [String] = []
        collect(root, "", &found)
        return found.sorted()
    }

    /// So many members of one object are compared each with each; more are left to the slower way.
    private static let comparedMembers = 32

    /// False when no object names a member twice: the usual case, told without building a name.
    private var mayRepeatNames: Bool {
        bytes.withUnsafeBufferPointer { text in
            tape.withUnsafeBufferPointer { tape in
                tape.indices.contains { tape[$0].kind == .object && Self.mayRepeatNames(at: $0, tape, text) }
            }
        }
    }

    private static func mayRepeatNames(
        at index: Int, _ tape: UnsafeBufferPointer<Node>, _ text: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        var count = 0
        var cursor = index + 1
        while cursor < Int(tape[index].next) {
            count += 1
            let name = tape[cursor]
            // One name has many spellings with escapes.
            if name.kind == .escapedString || count > comparedMembers { return true }
            var earlier = index + 1
            while earlier < cursor {
                let other = tape[earlier]
                if other.length == name.length,
                    text[Int(other.start)..<Int(other.start) + Int(other.length)]
                        .elementsEqual(text[Int(name.start)..<Int(name.start) + Int(name.length)])
                {
                    return true
                }
                earlier = Int(tape[earlier + 1].next)
            }
            cursor = Int(tape[cursor + 1].next)
        }
        return false
    }

    private func collect(_ value: JSONView, _ path: String, _ found: inout [String]) {
        var seen: Set<String> = []
        for (name, member) in value.members {
            let below = path.isEmpty ? name : "\(path).\(name)"
            if !seen.insert(name).inserted { found.append(below) }
            collect(member, below, &found)
        }
        for (index, element) in value.elements.enumerated() { collect(element, "\(path)[\(index)]", &found) }
    }
}
