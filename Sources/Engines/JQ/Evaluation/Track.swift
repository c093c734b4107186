/// The path that led to a value, and that value: what `path(f)` follows.
final class Track {
    /// The longest path that is followed.
    static let limit = 10_000

    private var parent: Track?
    private let key: Value
    private let count: Int
    /// The value at the path's end; anything else did not come from a path.
    let value: Value

    /// The empty path.
    init(root: Value) {
        value = root
        key = .null
        count = 0
    }

    private init(_ parent: Track, _ key: Value, _ value: Value) {
        self.parent = parent
        self.key = key
        self.value = value
        count = parent.count + 1
    }

    deinit {
        var next = parent
        parent = nil
        while next != nil, isKnownUniquelyReferenced(&next) {
            let after = next?.parent
            next?.parent = nil
            next = after
        }
    }

    func appending(_ key: Value, _ value: Value) throws -> Track {
        if count >= Self.limit { throw Raised("Path too deep") }
        return Track(self, key, value)
    }

    func leads(to other: Value) -> Bool { Value.isIdentical(value, other) }

    var path: Value {
        var keys: [Value] = []
        var place: Track? = self
        while let link = place, link.count > 0 {
            keys.append(link.key)
            place = link.parent
        }
        keys.reverse()
        return .array(keys)
    }
}
