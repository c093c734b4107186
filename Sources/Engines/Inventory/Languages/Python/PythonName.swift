/// How names of Python's packages are compared (PEP 503, "Normalized Names").
enum PythonName {
    /// In small letters, each run of `-`, `_` and `.` one hyphen.
    static func normalized(_ name: some StringProtocol) -> String {
        var result: [UInt8] = []
        for byte in name.utf8 {
            switch byte {
            case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                if result.last != UInt8(ascii: "-") { result.append(UInt8(ascii: "-")) }
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): result.append(byte | 0x20)
            default: result.append(byte)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
