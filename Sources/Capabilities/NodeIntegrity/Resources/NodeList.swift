/// The value of an annotation that names nodes: empty for all of them, else their names with commas between.
///
/// Names are compared whole: `worker-1` is not in `worker-10`.
struct NodeList: Equatable, Sendable {
    /// The names in the order in which they were given; empty for all nodes.
    private(set) var names: [String]

    /// Reads an annotation's value.
    init(_ text: String) {
        names = []
        for part in text.split(whereSeparator: { $0 == "," || $0.isWhitespace }) { add(String(part)) }
    }

    /// The nodes of a list, which is not empty.
    init(names: [String]) {
        self.names = []
        for name in names { add(name) }
    }

    /// Whether all nodes are meant.
    var isOfAll: Bool { names.isEmpty }

    /// The annotation's value.
    var text: String { names.joined(separator: ",") }

    func contains(_ node: String) -> Bool { isOfAll || names.contains(node) }

    private mutating func add(_ name: String) { if !names.contains(name) { names.append(name) } }

    /// The value of an annotation with one node more.
    static func adding(_ node: String, to text: String?) -> String {
        guard let text else { return node }
        let list = NodeList(text)
        return list.isOfAll ? "" : NodeList(names: list.names + [node]).text
    }

    /// The value of an annotation with one node less; nil when no node is left.
    ///
    /// - Parameter all: every node there is, for a list that means all.
    static func removing(_ node: String, from text: String, of all: [String]) -> String? {
        let list = NodeList(text)
        let left = (list.isOfAll ? all : list.names).filter { $0 != node }
        return left.isEmpty ? nil : NodeList(names: left).text
    }
}
