/// A page in Prometheus' text exposition format 0.0.4.
struct MetricsPage {
    /// The Content-Type of the page.
    static let contentType = "text/plain; version=0.0.4; charset=utf-8"
    /// The page so far.
    private(set) var text = ""

    /// Opens a family of samples.
    mutating func family(_ name: String, _ type: String, _ help: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
    }

    /// Adds one sample.
    mutating func sample(_ name: String, _ labels: [(String, String)], _ value: some CustomStringConvertible)
    {
        let pairs = labels.map { "\($0.0)=\"\(Self.escape($0.1))\"" }.joined(separator: ",")
        text += pairs.isEmpty ? "\(name) \(value)\n" : "\(name){\(pairs)} \(value)\n"
    }

    private static func escape(_ value: String) -> String {
        var out = ""
        for character in value.unicodeScalars {
            switch character {
            case "\\": out += "\\\\"
            case "\"": out += "\\\""
            case "\n": out += "\\n"
            default: out.unicodeScalars.append(character)
            }
        }
        return out
    }
}
