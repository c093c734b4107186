import Glibc
import XML

/// `oscap ds sds-split`: the components of a checklist as files.
struct SplitSource {
    let invocation: Invocation

    private struct Reference {
        let id: String
        let section: String
        let href: String
        let catalog: [(name: String, uri: String)]
    }

    func run() throws(Failure) -> ExitStatus {
        let path = invocation.words[0]
        guard try SourceFile(path).kind == .sourceDataStream else {
            throw Failure("\(path): it is not a source data stream")
        }
        let references = try DocumentBytes.caught { try self.references(path) }
        let start = try checklist(references)
        var files = [(name: start.id, reference: start)]
        files += references.filter { $0.section == "dictionaries" }.map { ($0.id, $0) }
        var index = 0
        while index < files.count {
            for entry in files[index].reference.catalog {
                guard let target = references.first(where: { "#\($0.id)" == entry.uri }) else { continue }
                guard !files.contains(where: { $0.name == entry.name }) else { continue }
                files.append((entry.name, target))
            }
            index += 1
        }
        try DocumentBytes.caught { try write(files, from: path) }
        return .ok
    }

    private func references(_ path: String) throws -> [Reference] {
        let wanted = invocation.arguments.value("datastream-id")
        var found: [Reference]?
        try SourceFile.reader(path).forEachChild { stream in
            guard stream.localName == "data-stream", found == nil else { return }
            guard wanted == nil || stream.attribute("id") == wanted else { return }
            var references: [Reference] = []
            try stream.forEachChild { section in
                let name = section.localName
                try section.forEachChild { reference in
                    guard reference.localName == "component-ref" else { return }
                    references.append(try Self.reference(reference, section: name))
                }
            }
            found = references
        }
        return found ?? []
    }

    private static func reference(_ reader: XMLReader, section: String) throws -> Reference {
        let id = reader.attribute("id") ?? ""
        let href = reader.attribute("href", namespace: DataStreamMarkup.xlink) ?? ""
        var names: [(name: String, uri: String)] = []
        try reader.forEachChild { catalog in
            try catalog.forEachChild { entry in
                guard let name = entry.attribute("name"), let uri = entry.attribute("uri") else { return }
                names.append((name, uri))
            }
        }
        return Reference(id: id, section: section, href: href, catalog: names)
    }

    private func checklist(_ references: [Reference]) throws(Failure) -> Reference {
        let wanted = invocation.arguments.value("xccdf-id")
        let match = references.first { $0.section == "checklists" && (wanted == nil || $0.id == wanted) }
        guard let match else {
            let stream = invocation.arguments.value("datastream-id") ?? "<any>"
            invocation.terminal.print(
                "Failed to locate a data stream with ID matching '\(stream)' ID and checklist inside matching "
                    + "'\(wanted ?? "<any>")' ID.\n")
            throw Failure(lines: [])
        }
        return match
    }

    private func write(_ files: [(name: String, reference: Reference)], from path: String) throws {
        let outline = try XMLInput(path: path).outline(depth: 3)
        for (name, reference) in files {
            guard reference.href.hasPrefix("#") else {
                invocation.warnOfRemote(component: reference.id, href: reference.href)
                continue
            }
            let id = String(reference.href.dropFirst())
            guard
                let component = outline.elements.firstIndex(where: {
                    $0.parent == 0 && $0.attribute("id") == id
                }),
                let root = outline.children(of: component).first
            else {
                throw Failure(
                    "\(path): the component-ref \"\(reference.id)\" points to \"\(id)\", which is not there")
            }
            let file = try TargetDirectory(invocation.words[1]).path(name)
            let declaration = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8)
            try ResultFile(file).write(declaration + outline.slice(root).bytes() + [0x0A])
        }
    }
}

/// A directory into which files of foreign names are written, and out of which they never lead.
struct TargetDirectory {
    private let directory: String

    init(_ directory: String) { self.directory = directory }

    /// The path of a file, below the directory; directories on the way are made.
    func path(_ name: String) throws(Failure) -> String {
        let steps = name.split(separator: "/").map(String.init).filter { $0 != "." }
        guard let file = steps.last, !steps.contains(".."), !name.contains("\0") else {
            throw Failure("\"\(name.prefix(200))\" leads out of \(directory) and is not written")
        }
        var path = directory
        try make(path)
        for step in steps.dropLast() {
            path += "/" + step
            try make(path)
        }
        return "\(path)/\(file)"
    }

    private func make(_ path: String) throws(Failure) {
        var status = stat()
        if lstat(path, &status) == 0 {
            // The target itself may be a link; what content names inside of it may not.
            let kind = status.st_mode & S_IFMT
            guard kind == S_IFDIR || (kind == S_IFLNK && path == directory) else {
                throw Failure("\(path): it is not a directory")
            }
        } else if mkdir(path, 0o755) != 0 {
            throw Failure("\(path): cannot be made: \(String(cString: strerror(errno)))")
        }
    }
}
