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
                    "Session input file was determined but it isn't an OVAL file nor a source datastream file.")
            }
        } catch let error as Failure {
            throw error
        } catch let error as XMLError {
            throw SourceFile.failure(error)
        } catch {
            throw Failure("\(error)")
        }
    }

    /// The component that `--oval-id` names among the checks, or the first of them.
    private func inDataStream(_ reader: XMLReader) throws -> Definitions {
        let wanted = invocation.arguments.value("oval-id")
        let streamID = invocation.arguments.value("datastream-id")
        var component: String?
        var hasStream = false
        var definitions: Definitions?
        do {
            try reader.forEachChild { child in
                switch child.localName {
                case "data-stream":
                    guard !hasStream, streamID == nil || streamID == child.attribute("id") else { return }
                    hasStream = true
                    component = try Self.component(child, wanted)
                case "component" where component != nil && child.attribute("id") == component:
                    try child.forEachChild { root in
                        if root.localName == "oval_definitions" { definitions = try Definitions(reading: root) }
                    }
                    throw Done()
                default: break
                }
            }
        } catch is Done {}
        if !hasStream { throw Failure("Could not find any datastream of id '\(streamID ?? "")'") }
        guard let definitions else {
            throw Failure(
                "No '\(wanted ?? "(null)")' component ref found in file '\(source.path)' in datastream of id "
                    + "'\(streamID ?? "(null)")'.")
        }
        return definitions
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
