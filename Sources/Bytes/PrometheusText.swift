/// A page in Prometheus' text exposition format 0.0.4.
///
/// ```swift
/// var page = PrometheusText()
/// page.family("scans_total", "counter", "How many scans ended.")
/// page.sample("scans_total", [("name", "nightly")], 3)
/// print(page.text)
/// ```
public struct PrometheusText: Sendable {
    /// The Content-Type of the page.
    public static let contentType = "text/plain; version=0.0.4; charset=utf-8"
    /// The page so far.
    public private(set) var text = ""

    /// An empty page.
    public init() {}

    /// Opens a family of samples.
    ///
    /// - Parameters:
    ///   - type: `counter`, `gauge`, `histogram`, `summary` or `untyped`.
    ///   - help: one sentence; nil for none.
    public mutating func family(_ name: String, _ type: String, _ help: String? = nil) {
        if let help { text += "# HELP \(name) \(Self.escaped(help, quotes: false))\n" }
        text += "# TYPE \(name) \(type)\n"
    }

    /// Adds one sample.
    public mutating func sample(
        _ name: String, _ labels: [(String, String)], _ value: some CustomStringConvertible
    ) {
        sample(name, labels: Self.labels(labels), value)
    }

    /// Adds one sample whose labels are of the form already.
    public mutating func sample(_ name: String, labels: String, _ value: some CustomStringConvertible) {
        text += labels.isEmpty ? "\(name) \(value)\n" : "\(name){\(labels)} \(value)\n"
    }

    /// Labels as they stand between the braces.
    public static func labels(_ labels: [(String, String)]) -> String {
        labels.map { "\($0.0)=\"\(escaped($0.1, quotes: true))\"" }.joined(separator: ",")
    }

    /// A text in which backslashes and line ends are escaped, and in a label's value quotes too.
    private static func escaped(_ text: String, quotes: Bool) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": out += "\\\\"
            case "\"" where quotes: out += "\\\""
            case "\n": out += "\\n"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }
}
