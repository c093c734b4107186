import Bytes

/// Text as Go's formatting verbs print it, so that messages equal kube-apiserver's.
enum GoText {
    /// `%q`.
    static func quoted(_ text: String) -> String {
        var out: [UInt8] = []
        JSON.write(string: text, into: &out)
        return String(decoding: out, as: UTF8.self)
    }

    /// `%f`: six digits after the point.
    static func fixed(_ number: Double) -> String {
        guard number.isFinite, abs(number) < 1e12 else { return "\(number)" }
        let millionths = Int64((abs(number) * 1e6).rounded(.toNearestOrEven))
        let rest = String(millionths % 1_000_000)
        let zeros = String(repeating: "0", count: 6 - rest.count)
        return "\(number < 0 ? "-" : "")\(millionths / 1_000_000).\(zeros)\(rest)"
    }
}
