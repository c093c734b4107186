public import Bytes
import YAML

extension OutputFormat {
    /// One document with a final newline; a table has no document and is drawn by its command, so it prints
    /// JSON here.
    public func render(_ json: JSON) -> String {
        switch self {
        case .yaml: YAML.text(json)
        case .json, .table: json.pretty() + "\n"
        }
    }
}
