import XML

/// `oscap ds sds-add`: puts a file, and those that it names, into a source data stream.
///
/// The data stream's bytes stay as they are; the new elements are put between them.
struct AddComponent {
    let invocation: Invocation

    func run() throws(Failure) -> ExitStatus {
        let target = invocation.words[1]
        let components = try NamedComponents(path: invocation.words[0], name: invocation.words[0]).components
        guard try SourceFile(target).kind == .sourceDataStream else {
            throw Failure("\(target): it is not a source data stream")
        }
        let bytes = try DocumentBytes.caught { try insert(components, into: target) }
        try ResultFile(target).write(bytes)
        return .ok
    }

    private func insert(_ components: [NamedComponents.Component], into target: String) throws -> [UInt8] {
        let outline = try XMLInput(path: target).outline(depth: 4)
        let elements = outline.elements
        let wanted = invocation.arguments.value("datastream-id")
        guard let root = elements.indices.first,
            let stream = elements.indices.first(where: { index in
                elements[index].parent == root && elements[index].localName == "data-stream"
                    && (wanted == nil || elements[index].attribute("id") == wanted)
            })
        else { throw Failure("Could not find any datastream of id '\(wanted ?? "(null)")'") }

        var edits = DocumentEdits(
            try outline.slice(elements[root]).bytes(), from: elements[root].range.lowerBound)
        for section in ["dictionaries", "checklists", "checks"] {
            let members = components.filter { $0.section == section }
            if members.isEmpty { continue }
            let existing = elements.indices.first {
                elements[$0].parent == stream && elements[$0].localName == section
            }
            let present = existing.map { index in
                outline.children(of: index).compactMap { $0.attribute("id") }
            }
            for member in members where present?.contains(member.referenceID) ?? false {
                throw Failure("Failed to add component-ref/@id='\(member.referenceID)' to the DataStream.")
            }
            let markup = members.map(Self.reference).joined()
            if let existing {
                edits.append(markup, inside: elements[existing].range, name: elements[existing].name)
            } else {
                let prefix = elements[stream].name.dropLast("data-stream".count)
                edits.insert(
                    "<\(prefix)\(section)>\(markup)</\(prefix)\(section)>",
                    at: position(of: section, in: elements, stream: stream), within: elements[stream].range)
            }
        }
        for component in components {
            var writer = XMLWriter(declaration: false)
            try DataStreamMarkup.write(component, to: &writer)
            let markup = String(decoding: writer.finish(), as: UTF8.self)
            edits.insert(
                Self.declared(markup), at: elements[stream].range.upperBound, within: elements[root].range)
        }
        return edits.result()
    }

    /// Sections stand in a fixed order: dictionaries, checklists, checks.
    private func position(of section: String, in elements: [XMLOutline.Element], stream: Int) -> Int? {
        let order = ["dictionaries", "checklists", "checks", "extended-components"]
        let place = order.firstIndex(of: section) ?? 0
        return elements.first { element in
            element.parent == stream && (order.firstIndex(of: element.localName) ?? 0) > place
        }?.range.lowerBound
    }

    private static func reference(_ component: NamedComponents.Component) -> String {
        var writer = XMLWriter(declaration: false)
        DataStreamMarkup.write(referenceTo: component, to: &writer)
        return declared(String(decoding: writer.finish(), as: UTF8.self))
    }

    /// The prefixes are declared on each new element: the document may use others.
    private static func declared(_ markup: String) -> String {
        let text = markup.trimmingNewlines
        guard let end = text.firstIndex(where: { $0 == " " || $0 == ">" || $0 == "/" }) else { return text }
        return text[..<end]
            + " xmlns:ds=\"\(DataStreamMarkup.namespace)\" xmlns:xlink=\"\(DataStreamMarkup.xlink)\" "
            + "xmlns:cat=\"\(DataStreamMarkup.catalog)\"" + text[end...]
    }
}
