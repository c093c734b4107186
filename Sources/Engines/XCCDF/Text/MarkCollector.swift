import XML

/// A piece of a text that carries a class for machines, such as the API path in a warning of platform content.
public struct Mark: Sendable, Hashable {
    /// The words of its `class`.
    public var classes: [String]
    /// Its `id`; empty when not said.
    public var id: String
    /// What stands in it, character by character.
    public var text: RichText

    /// Makes a mark.
    public init(classes: [String], id: String = "", text: RichText) {
        self.classes = classes
        self.id = id
        self.text = text
    }
}

/// Picks the elements with a class out of a text while it is read.
struct MarkCollector {
    private(set) var marks: [Mark] = []
    /// The marks that are open, with the depth of the element that closes each.
    private var open: [(mark: Mark, depth: Int)] = []
    private var depth = 0

    mutating func take(_ event: XMLEvent) {
        switch event {
        case .text(let text):
            for place in open.indices { open[place].mark.text.append(text) }
        case .start(let name, let reader):
            depth += 1
            if name == "sub", let id = reader.attribute("idref") {
                for place in open.indices { open[place].mark.text.pieces.append(.value(id: id)) }
            }
            guard let classes = reader.attribute("class") else { return }
            let words = classes.split { $0 == " " || $0 == "\n" || $0 == "\t" }.map(String.init)
            open.append((Mark(classes: words, id: reader.attribute("id") ?? "", text: RichText()), depth))
        case .end:
            if let last = open.last, last.depth == depth {
                open.removeLast()
                marks.append(last.mark)
            }
            depth -= 1
        }
    }
}

extension RichText {
    fileprivate mutating func append(_ words: String) {
        if case .words(let before)? = pieces.last {
            pieces[pieces.count - 1] = .words(before + words)
        } else {
            pieces.append(.words(words))
        }
    }
}
