import XCCDF
import XML

extension Content {
    /// The file's root element, byte for byte: the whole collection, or the bare benchmark.
    ///
    /// Made without parsing: a pass over the tags finds where elements begin and end, and the bytes are copied from
    /// the file when they are asked for. A document that is not in UTF-8 is read and written anew.
    ///
    /// - Throws: ``SCAPError/xml(_:)`` when the file cannot be read any more.
    public func source() throws(SCAPError) -> XMLSlice { try slice(of: nil) }

    /// The benchmark's own element, byte for byte, with the namespaces declared on it that were declared around it.
    public func benchmarkSource() throws(SCAPError) -> XMLSlice { try slice(of: benchmarkOrigin) }

    /// The file that the benchmark or one of its dictionaries calls by a name, byte for byte, such as the `oval_definitions` of a component.
    ///
    /// ```swift
    /// for href in content.checkFiles { try content.source(of: href).forEachBlock { write($0) } }
    /// ```
    ///
    /// - Throws: ``SCAPError/noSource(file:href:)`` when the name means nothing here.
    public func source(of href: String) throws(SCAPError) -> XMLSlice {
        guard let origin = origins[href] else { throw .noSource(file: path, href: href) }
        return try slice(of: origin)
    }

    /// The names by which the benchmark calls OVAL definitions that are here, sorted.
    public var checkFiles: [String] {
        components.compactMap { name, component in
            if case .oval = component { name } else { nil }
        }.sorted()
    }

    private func slice(of origin: Origin?) throws(SCAPError) -> XMLSlice {
        do {
            guard case .component(let id)? = origin else {
                let file = if case .file(let path)? = origin { try XMLInput(path: path) } else { input }
                return try file.rootSlice()
            }
            return try input.componentSlice(id)
        } catch {
            throw SCAPError(error, file: path)
        }
    }
}

/// Where a part of content comes from.
enum Origin: Sendable, Hashable {
    /// A component of the collection, by its id.
    case component(String)
    /// A file beside the benchmark.
    case file(String)
}

extension XMLInput {
    fileprivate func rootSlice() throws -> XMLSlice {
        do throws(XMLError) {
            let outline = try outline(depth: 1)
            return outline.slice(outline.elements[0])
        } catch {
            guard case .unsupportedEncoding = error.reason else { throw error }
            return XMLSlice(bytes: Array(try XMLReader(self).outerXML().utf8))
        }
    }

    /// The root element in a component.
    fileprivate func componentSlice(_ id: String) throws -> XMLSlice {
        do throws(XMLError) {
            let outline = try outline(depth: 3)
            for (index, element) in outline.elements.enumerated()
            where element.localName == "component" && element.attribute("id") == id {
                if let root = outline.children(of: index).first { return outline.slice(root) }
            }
        } catch {
            guard case .unsupportedEncoding = error.reason else { throw error }
            var text: String?
            try XMLReader(self).forEachChild { component in
                guard component.localName == "component", component.attribute("id") == id else { return }
                try component.forEachChild { if text == nil { text = try $0.outerXML() } }
            }
            if let text { return XMLSlice(bytes: Array(text.utf8)) }
        }
        throw SCAPError.noSource(file: name, href: "#\(id)")
    }
}
