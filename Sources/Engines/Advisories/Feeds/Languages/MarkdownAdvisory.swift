import Bytes
import TOML

/// An advisory in Markdown that begins with a fenced block of TOML: the form of RustSec and of Haskell's security
/// response team.
struct MarkdownAdvisory {
    /// What the TOML says.
    let front: JSONView
    /// The first heading.
    let title: String?
    /// What follows the heading.
    let text: String

    /// Reads a file; nil when, which is said, it has no such block.
    init?(_ file: FeedFile, _ give: (FeedItem) -> Void) {
        func leaveOut(_ place: String, _ reason: String) {
            give(.quarantined(QuarantinedRow(file: file.name, place: place, reason: reason)))
        }
        let lines = file.bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        let fence = Array("```".utf8)
        guard let start = lines.firstIndex(where: { $0.starts(with: fence) }),
            let end = lines[(start + 1)...].firstIndex(where: { $0.starts(with: fence) })
        else {
            leaveOut("", "has no fenced block of TOML")
            return nil
        }
        let toml = Array(lines[(start + 1)..<end].joined(separator: [0x0A]))
        do throws(TOMLError) {
            let value = try TOML.parse(toml)
            guard let document = try? JSONDocument(value.bytes) else { return nil }
            front = document.root
        } catch {
            leaveOut("\(error.line + start + 1)", error.reason)
            return nil
        }
        let body = lines[(end + 1)...].drop { $0.allSatisfy { $0 == 0x20 || $0 == 0x0D } }
        if let first = body.first, first.first == UInt8(ascii: "#") {
            let heading = first.drop { $0 == UInt8(ascii: "#") || $0 == 0x20 }
            title = String(decoding: heading, as: UTF8.self)
            text = Self.text(body.dropFirst())
        } else {
            title = nil
            text = Self.text(body)
        }
    }

    private static func text(_ lines: ArraySlice<ArraySlice<UInt8>>) -> String {
        var bytes = Array(lines.joined(separator: [0x0A]))[...]
        while let last = bytes.last, last == 0x0A || last == 0x20 || last == 0x0D { bytes.removeLast() }
        return String(decoding: bytes.drop { $0 == 0x0A || $0 == 0x0D }, as: UTF8.self)
    }
}
