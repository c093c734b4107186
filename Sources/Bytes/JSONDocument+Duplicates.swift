extension JSONDocument {
    /// The paths of members that an object names twice, sorted, such as `spec.list[0].a`.
    ///
    /// RFC 8259, section 4 leaves their meaning open; strict decoding reports them.
    public func duplicateFields() -> [String] {
        var found: [String] = []
        collect(root, "", &found)
        return found.sorted()
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
