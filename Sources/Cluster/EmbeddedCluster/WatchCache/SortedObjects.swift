/// Stored objects in key order: a value whose copies are free and share what does not differ.
///
/// It is a list of sorted chunks. A copy shares all of them; a change after it copies one chunk and the short
/// list of chunks. That is what lets a LIST keep one exact state while writers go on.
struct SortedObjects: Sendable {
    private static let chunkLimit = 256

    private var chunks: [[StoredObject]] = []
    /// How many objects there are.
    private(set) var count = 0

    /// An empty collection.
    init() {}

    /// Takes objects in any order.
    init(_ objects: [StoredObject]) {
        let sorted = objects.sorted { $0.key < $1.key }
        count = sorted.count
        var start = 0
        while start < sorted.count {
            let end = min(start + Self.chunkLimit / 2, sorted.count)
            chunks.append(Array(sorted[start..<end]))
            start = end
        }
    }

    /// The object of a key.
    subscript(key: String) -> StoredObject? {
        let place = place(of: key)
        guard place.chunk < chunks.count, place.offset < chunks[place.chunk].count else { return nil }
        let object = chunks[place.chunk][place.offset]
        return object.key == key ? object : nil
    }

    /// Puts an object under its key and returns the one that stood there.
    @discardableResult
    mutating func put(_ object: StoredObject) -> StoredObject? {
        var (chunk, offset) = place(of: object.key)
        if chunk == chunks.count {
            if chunk == 0 {
                chunks.append([object])
                count = 1
                return nil
            }
            chunk -= 1
            offset = chunks[chunk].count
        }
        if offset < chunks[chunk].count, chunks[chunk][offset].key == object.key {
            let previous = chunks[chunk][offset]
            chunks[chunk][offset] = object
            return previous
        }
        chunks[chunk].insert(object, at: offset)
        count += 1
        if chunks[chunk].count > Self.chunkLimit { split(chunk) }
        return nil
    }

    /// Frees a key and returns the object that stood there.
    @discardableResult
    mutating func remove(_ key: String) -> StoredObject? {
        let (chunk, offset) = place(of: key)
        guard chunk < chunks.count, chunks[chunk][offset].key == key else { return nil }
        let previous = chunks[chunk].remove(at: offset)
        if chunks[chunk].isEmpty { chunks.remove(at: chunk) }
        count -= 1
        return previous
    }

    /// Walks the objects whose key begins with `prefix`, from the first key that is not before `start`;
    /// stops when `visit` answers false.
    func walk(prefix: String, from start: String, _ visit: (StoredObject) -> Bool) {
        var (chunk, offset) = place(of: max(prefix, start))
        while chunk < chunks.count {
            while offset < chunks[chunk].count {
                let object = chunks[chunk][offset]
                guard object.key.hasPrefix(prefix), visit(object) else { return }
                offset += 1
            }
            chunk += 1
            offset = 0
        }
    }

    /// The objects whose key begins with `prefix`.
    func objects(prefix: String = "") -> [StoredObject] {
        if prefix.isEmpty { return Array(chunks.joined()) }
        var found: [StoredObject] = []
        walk(prefix: prefix, from: prefix) {
            found.append($0)
            return true
        }
        return found
    }

    private mutating func split(_ chunk: Int) {
        let half = chunks[chunk].count / 2
        let rest = Array(chunks[chunk][half...])
        chunks[chunk].removeSubrange(half...)
        chunks.insert(rest, at: chunk + 1)
    }

    /// Where a key stands or would be inserted: the first chunk that ends at or after it.
    private func place(of key: String) -> (chunk: Int, offset: Int) {
        var (low, high) = (0, chunks.count)
        while low < high {
            let middle = (low + high) / 2
            if let last = chunks[middle].last, last.key < key { low = middle + 1 } else { high = middle }
        }
        guard low < chunks.count else { return (low, 0) }
        let chunk = low
        (low, high) = (0, chunks[chunk].count)
        while low < high {
            let middle = (low + high) / 2
            if chunks[chunk][middle].key < key { low = middle + 1 } else { high = middle }
        }
        return (chunk, low)
    }
}
