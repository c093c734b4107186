import Yams

/// A YAML node as it is written, before anything decides what its scalars mean.
///
/// For readers that have rules of their own for scalars; ``YAML/parse(_:file:)`` is what Kubernetes means.
public indirect enum YAMLTree: Equatable, Sendable {
    /// A scalar's text, whether it is written without quotes, and its explicit tag if any.
    case scalar(String, isPlain: Bool, tag: String?)
    /// A list.
    case sequence([YAMLTree])
    /// A map in document order; only scalars are keys.
    case mapping([Member])

    /// One key of a map with its value.
    public struct Member: Equatable, Sendable {
        /// The key's text.
        public var key: String
        /// The value.
        public var value: YAMLTree

        /// A member.
        public init(key: String, value: YAMLTree) {
            self.key = key
            self.value = value
        }
    }

    /// One document of a text.
    public struct Document: Equatable, Sendable {
        /// The document's node.
        public var root: YAMLTree
        /// The nodes that carry an anchor; of several with one name the last.
        public var anchors: [String: YAMLTree]
    }

    /// Reads every document of a text, aliases replaced by what they stand for.
    ///
    /// - Parameter file: the name that errors carry.
    /// - Throws: ``YAMLError`` with line and column, also when aliases stand for far more than the text holds.
    public static func documents(_ text: String, file: String? = nil) throws(YAMLError) -> [Document] {
        do throws(YAMLError) {
            try AliasedKeys.refuse(in: text)
            return try read(text)
        } catch {
            throw YAMLError(file: file, line: error.line, column: error.column, reason: error.reason)
        }
    }

    private static func read(_ text: String) throws(YAMLError) -> [Document] {
        var documents: [Document] = []
        do {
            let parser = try Yams.Parser(yaml: text, resolver: .basic, encoding: .utf8)
            while let root = try parser.nextRoot() {
                var reader = TreeReader(nodeLimit: text.utf8.count + 10_000)
                let tree = try reader.tree(root)
                documents.append(Document(root: tree, anchors: reader.anchors))
            }
        } catch let error as YAMLError {
            throw error
        } catch let error as YamlError {
            throw YAMLError(error)
        } catch {
            throw YAMLError(line: 0, column: 0, reason: "\(error)")
        }
        return documents
    }
}

/// Copies composed nodes and counts what aliases expand to.
private struct TreeReader {
    let nodeLimit: Int
    var anchors: [String: YAMLTree] = [:]
    private var count = 0

    init(nodeLimit: Int) { self.nodeLimit = nodeLimit }

    mutating func tree(_ node: Node) throws(YAMLError) -> YAMLTree {
        count += 1
        if count > nodeLimit {
            throw YAMLError(
                line: node.mark?.line ?? 0, column: node.mark?.column ?? 0,
                reason: "the text stands for more than \(nodeLimit) values once its aliases are expanded")
        }
        let tree: YAMLTree
        let anchor: String?
        switch node {
        case .scalar(let scalar):
            let tag = scalar.tag.description
            tree = .scalar(
                scalar.string, isPlain: scalar.style == .plain,
                tag: tag.isEmpty || tag == "?" || tag == "!" ? nil : tag)
            anchor = scalar.anchor?.rawValue
        case .sequence(let sequence):
            var elements: [YAMLTree] = []
            for element in sequence { elements.append(try self.tree(element)) }
            tree = .sequence(elements)
            anchor = sequence.anchor?.rawValue
        case .mapping(let mapping):
            var members: [YAMLTree.Member] = []
            for (key, value) in mapping {
                guard case .scalar(let scalar) = key else {
                    throw YAMLError(
                        line: key.mark?.line ?? 0, column: key.mark?.column ?? 0,
                        reason: "a map key is no scalar")
                }
                members.append(YAMLTree.Member(key: scalar.string, value: try self.tree(value)))
            }
            tree = .mapping(members)
            anchor = mapping.anchor?.rawValue
        case .alias(let alias):
            throw YAMLError(
                line: alias.mark?.line ?? 0, column: alias.mark?.column ?? 0,
                reason: "found an alias that stands for nothing")
        }
        if let anchor { anchors[anchor] = tree }
        return tree
    }
}
