import Bytes
import Yams

/// A YAML node with the place where it is written, for readers whose errors name a line.
///
/// Scalars keep their text: a version such as `1.10` is not turned into a number on the way.
public struct PlacedYAML: Equatable, Sendable {
    /// What a node holds.
    public indirect enum Content: Equatable, Sendable {
        /// A scalar's text and whether it is written without quotes.
        case scalar(String, isPlain: Bool)
        /// A list.
        case sequence([PlacedYAML])
        /// A map in document order; only scalars are keys, each once.
        case mapping([Member])
    }

    /// One key of a map with its value.
    public struct Member: Equatable, Sendable {
        /// The key's text.
        public var key: String
        /// The line of the key.
        public var line: Int
        /// The value.
        public var value: PlacedYAML

        /// A member.
        public init(key: String, line: Int, value: PlacedYAML) {
            self.key = key
            self.line = line
            self.value = value
        }
    }

    /// What the node holds.
    public var content: Content
    /// The line, from 1.
    public var line: Int

    /// A node.
    public init(_ content: Content, line: Int) {
        self.content = content
        self.line = line
    }

    /// Reads a text that must hold one document; nil when it holds nothing.
    ///
    /// - Parameter file: the name that errors carry.
    /// - Throws: ``YAMLError`` with line and column.
    public static func parseOne(_ text: String, file: String? = nil) throws(YAMLError) -> PlacedYAML? {
        do throws(YAMLError) {
            try AliasedKeys.refuse(in: text)
            return try read(text)
        } catch {
            throw YAMLError(file: file, line: error.line, column: error.column, reason: error.reason)
        }
    }

    private static func read(_ text: String) throws(YAMLError) -> PlacedYAML? {
        do {
            let parser = try Yams.Parser(yaml: text, resolver: .basic, encoding: .utf8)
            guard let root = try parser.nextRoot() else { return nil }
            var reader = PlacedReader(nodeLimit: text.utf8.count + 10_000)
            let tree = try reader.tree(root, depth: 0)
            if let second = try parser.nextRoot() {
                throw YAMLError(
                    line: second.mark?.line ?? 0, column: second.mark?.column ?? 0,
                    reason: "one document was expected")
            }
            return tree
        } catch let error as YAMLError {
            throw error
        } catch let error as YamlError {
            throw YAMLError(error)
        } catch {
            throw YAMLError(line: 0, column: 0, reason: "\(error)")
        }
    }
}

/// Copies composed nodes and counts what aliases expand to.
private struct PlacedReader {
    let nodeLimit: Int
    private var count = 0

    init(nodeLimit: Int) { self.nodeLimit = nodeLimit }

    mutating func tree(_ node: Node, depth: Int) throws(YAMLError) -> PlacedYAML {
        count += 1
        if count > nodeLimit {
            throw fail(
                node, "the text stands for more than \(nodeLimit) values once its aliases are expanded")
        }
        if depth > JSONDocument.depthLimit {
            throw fail(node, "nested deeper than \(JSONDocument.depthLimit)")
        }
        return PlacedYAML(try content(node, depth: depth), line: node.mark?.line ?? 0)
    }

    private mutating func content(_ node: Node, depth: Int) throws(YAMLError) -> PlacedYAML.Content {
        switch node {
        case .scalar(let scalar): return .scalar(scalar.string, isPlain: scalar.style == .plain)
        case .sequence(let sequence):
            var elements: [PlacedYAML] = []
            for element in sequence { elements.append(try tree(element, depth: depth + 1)) }
            return .sequence(elements)
        case .mapping(let mapping):
            var members: [PlacedYAML.Member] = []
            var names: Set<String> = []
            for (key, value) in mapping {
                guard case .scalar(let scalar) = key else { throw fail(key, "a map key is no scalar") }
                guard names.insert(scalar.string).inserted else {
                    throw fail(key, "key \"\(scalar.string)\" is set twice in one map")
                }
                members.append(
                    PlacedYAML.Member(
                        key: scalar.string, line: key.mark?.line ?? 0,
                        value: try tree(value, depth: depth + 1)))
            }
            return .mapping(members)
        case .alias: throw fail(node, "found an alias that stands for nothing")
        }
    }

    private func fail(_ node: Node, _ reason: String) -> YAMLError {
        YAMLError(line: node.mark?.line ?? 0, column: node.mark?.column ?? 0, reason: reason)
    }
}
