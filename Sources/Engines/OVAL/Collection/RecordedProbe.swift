/// Answers for every object from what was collected earlier, so that definitions can be decided without the
/// machine (`oscap oval analyse`).
final class RecordedProbe: Probe {
    /// It serves whatever the record holds, by id and not by element.
    let objects: [String] = []
    private let collections: [String: Collected]

    init(_ characteristics: SystemCharacteristics) {
        let items = characteristics.items.reduce(into: [Int: Item]()) { $0[$1.number] = $1.unmasked }
        collections = characteristics.objects.reduce(into: [:]) { collections, object in
            collections[object.id] = Collected(
                object.flag, items: object.items.compactMap { items[$0] }, messages: object.messages)
        }
    }

    /// The recorded items; the object's filters have had their say when they were collected.
    func collect(_ query: ObjectQuery) -> Collected {
        collections[query.id]
            ?? Collected(
                .notCollected, messages: ["the system characteristics have no object \"\(query.id)\""])
    }
}

extension Collector {
    /// A collector that looks at no machine but at what was collected from one earlier.
    ///
    /// A value that was masked when the record was written is not collected, so what depends on it is unknown.
    public convenience init(_ characteristics: SystemCharacteristics) {
        self.init(probes: [], fallback: RecordedProbe(characteristics))
    }
}

extension CollectedItem {
    fileprivate var unmasked: Item {
        if masked.isEmpty { return item }
        var item = item
        for index in item.fields.indices where masked.contains(item.fields[index].name) {
            item.fields[index] = ItemField(
                item.fields[index].name, status: .notCollected, datatype: item.fields[index].datatype)
        }
        return item
    }
}
