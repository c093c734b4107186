import OVAL
import SCAP
import XML

/// OVAL definitions in a file of their own or in a data stream.
struct DefinitionsFile {
    private let invocation: Invocation
    private let source: SourceFile

    init(_ invocation: Invocation, _ source: SourceFile) {
        self.invocation = invocation
        self.source = source
    }

    private struct Done: Error {}

    /// Reads the definitions.
    func definitions() throws(Failure) -> Definitions {
        let reader = try SourceFile.reader(source.path)
        do {
            switch source.kind {
            case .ovalDefinitions: return try Definitions(reading: reader)
            case .sourceDataStream: return try inDataStream(reader)
            default:
                throw Failure(
                    "Session input file was determined but it isn't an OVAL file nor a source datastream file."
                )
            }
        } catch let error as Failure {
            throw error
        } catch let error as XMLError {
            throw SourceFile.failure(error)
        } catch {
            throw Failure("\(error)")
        }
    }

    /// The element `oval_definitions`, byte for byte.
    func element() throws(Failure) -> XMLSlice {
        if case .ovalDefinitions = source.kind { return try DocumentBytes.rootSlice(source.path) }
        return try DocumentBytes.caught {
            guard let id = try place(SourceFile.reader(source.path)).component else {
                return XMLSlice(bytes: [])
            }
            let outline = try XMLInput(path: source.path).outline(depth: 3)
            let component = outline.elements.firstIndex { $0.parent == 0 && $0.attribute("id") == id }
            guard let root = component.flatMap({ outline.children(of: $0).first }) else {
                return XMLSlice(bytes: [])
            }
            return outline.slice(root)
        }
    }

    /// The component that `--oval-id` names among the checks, or the first of them.
    private func inDataStream(_ reader: XMLReader) throws -> Definitions {
        let wanted = invocation.arguments.value("oval-id")
        let streamID = invocation.arguments.value("datastream-id")
        let place = try place(SourceFile.reader(source.path))
        if !place.hasStream { throw Failure("Could not find any datastream of id '\(streamID ?? "")'") }
        var definitions: Definitions?
        do {
            try reader.forEachChild { child in
                guard child.localName == "component", let id = place.component, child.attribute("id") == id
                else { return }
                try child.forEachChild { root in
                    if root.localName == "oval_definitions" { definitions = try Definitions(reading: root) }
                }
                throw Done()
            }
        } catch is Done {}
        guard let definitions else {
            throw Failure(
                "No '\(wanted ?? "(null)")' component ref found in file '\(source.path)' in datastream of id "
                    + "'\(streamID ?? "(null)")'.")
        }
        return definitions
    }

    /// Whether the data stream is there, and the component that its component-ref stands for.
    private func place(_ reader: XMLReader) throws -> (hasStream: Bool, component: String?) {
        let streamID = invocation.arguments.value("datastream-id")
        var place: (hasStream: Bool, component: String?) = (false, nil)
        do {
            try reader.forEachChild { child in
                // Data streams come before components.
                guard child.localName == "data-stream" else { throw Done() }
                guard !place.hasStream, streamID == nil || streamID == child.attribute("id") else { return }
                place = (true, try Self.component(child, invocation.arguments.value("oval-id")))
            }
        } catch is Done {}
        return place
    }

    private static func component(_ stream: XMLReader, _ wanted: String?) throws -> String? {
        var found: String?
        try stream.forEachChild { section in
            guard section.localName == "checks" else { return }
            try section.forEachChild { reference in
                guard found == nil, wanted == nil || reference.attribute("id") == wanted else { return }
                let href = reference.attribute("href", namespace: "http://www.w3.org/1999/xlink") ?? ""
                if href.hasPrefix("#") { found = String(href.dropFirst()) }
            }
        }
        return found
    }
}
