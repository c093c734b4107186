import Bytes
import Cluster
import Kubernetes

/// Cuts the body of a watch into events: JSON texts, one a line, that arrive in pieces of any size.
struct WatchFraming {
    /// Larger than any object that an API server stores.
    static let lineLimit = 32 << 20

    /// What a line says.
    enum Line: Sendable {
        case event(WatchEvent)
        /// The server ends the watch; what it says is the reason.
        case failure(StatusError)
    }

    private let type: ResourceType
    private let limit: Int
    private var pending: [UInt8] = []
    private var searched = 0

    init(_ type: ResourceType, limit: Int = lineLimit) {
        self.type = type
        self.limit = limit
    }

    /// Takes the next piece of the body.
    mutating func add(_ piece: some Sequence<UInt8>) { pending.append(contentsOf: piece) }

    /// The next whole event; nil when more must come first.
    mutating func next() throws(StatusError) -> Line? {
        while let end = pending[searched...].firstIndex(of: UInt8(ascii: "\n")) {
            let line = Array(pending[..<end])
            pending.removeSubrange(...end)
            searched = 0
            if !line.allSatisfy(Self.isSpace) { return try read(line) }
        }
        searched = pending.count
        guard pending.count <= limit else {
            throw .unusable("a watch event of \(type.qualifiedName) is larger than \(limit >> 20) MiB")
        }
        return nil
    }

    /// What is left at the body's end: an event without its line break, or nothing.
    mutating func finish() throws(StatusError) -> Line? {
        defer { (pending, searched) = ([], 0) }
        return pending.allSatisfy(Self.isSpace) ? nil : try read(pending)
    }

    private func read(_ line: [UInt8]) throws(StatusError) -> Line {
        let document: JSONDocument
        do throws(JSONError) { document = try JSONDocument(line) } catch {
            throw .unusable("a watch of \(type.qualifiedName) sent a broken event: \(error)")
        }
        let object = document.root["object"]
        switch document.root["type"].string {
        case "ERROR":
            return .failure(
                StatusError(status: object) ?? .unusable("a watch of \(type.qualifiedName) ended in an error")
            )
        case let word?:
            guard let kind = WatchEvent.Kind(rawValue: word) else {
                throw .unusable(
                    "a watch of \(type.qualifiedName) sent an event of the type \(word.prefix(50))")
            }
            let event = WatchEvent(kind: kind, object: Object(object.json))
            // Without a version the watch could not be resumed, without a name the object not be told apart.
            guard !event.object.resourceVersion.isEmpty, kind == .bookmark || !event.object.name.isEmpty
            else { throw .unusable("a watch of \(type.qualifiedName) sent an object without metadata") }
            return .event(event)
        case nil: throw .unusable("a watch of \(type.qualifiedName) sent something that is no event")
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
