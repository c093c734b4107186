import Bytes

/// Where merged list elements stand: the patch's elements in the patch's order, the server's others kept
/// before those patch elements that they already preceded.
enum ElementOrder {
    static func sorted(_ list: [JSON], patchOrder: [JSON], serverOrder: [JSON], key: String?) -> [JSON] {
        let clientPlaces = places(patchOrder, key)
        let serverPlaces = places(serverOrder, key)
        func clientPlace(_ element: JSON) -> Int? { identity(element, key).flatMap { clientPlaces[$0] } }
        func serverPlace(_ element: JSON) -> Int? { identity(element, key).flatMap { serverPlaces[$0] } }
        let patched = list.filter { clientPlace($0) != nil }
            .sorted { (clientPlace($0) ?? 0) < (clientPlace($1) ?? 0) }
        let kept = list.filter { clientPlace($0) == nil }
            .sorted { (serverPlace($0) ?? .max) < (serverPlace($1) ?? .max) }
        var result: [JSON] = []
        var (left, right) = (kept[...], patched[...])
        while let server = left.first, let client = right.first {
            if let first = serverPlace(server), let second = serverPlace(client), first < second {
                result.append(server)
                left.removeFirst()
            } else {
                result.append(client)
                right.removeFirst()
            }
        }
        return result + left + right
    }

    /// What tells an element from others: its merge key's value, or the whole of a scalar.
    static func identity(_ element: JSON, _ key: String?) -> JSON? {
        guard let key else { return element }
        return element[key]
    }

    /// The first place of each element; a table, because a hostile list may hold 100,000.
    static func places(_ list: [JSON], _ key: String?) -> [JSON: Int] {
        var places: [JSON: Int] = [:]
        for (index, element) in list.enumerated() {
            if let identity = identity(element, key), places[identity] == nil { places[identity] = index }
        }
        return places
    }
}
