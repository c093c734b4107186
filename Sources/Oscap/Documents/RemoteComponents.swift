import XML

/// The components of a data stream that lie elsewhere.
enum RemoteComponents {
    /// Data streams come first in a collection, so reading ends at the first component.
    private struct Done: Error {}

    /// The component-refs among a stream's checks that point out of the file, with where they point.
    static func of(_ path: String, dataStream: String?) -> [(id: String, href: String)] {
        var found: [(id: String, href: String)] = []
        guard let reader = try? XMLReader(path: path) else { return [] }
        try? reader.forEachChild { stream in
            guard stream.localName == "data-stream" else { throw Done() }
            guard dataStream == nil || stream.attribute("id") == dataStream else { return }
            try stream.forEachChild { section in
                guard section.localName == "checks" else { return }
                try section.forEachChild { reference in
                    let href = reference.attribute("href", namespace: "http://www.w3.org/1999/xlink") ?? ""
                    if !href.hasPrefix("#") { found.append((reference.attribute("id") ?? "", href)) }
                }
            }
        }
        return found
    }
}
