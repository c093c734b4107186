extension PackageURL: CustomStringConvertible {
    /// The canonical text (purl-spec, how-to-build).
    public var description: String { String(decoding: bytes, as: UTF8.self) }

    /// The canonical text in UTF-8.
    public var bytes: [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(96)
        out.append(contentsOf: "pkg:".utf8)
        out.append(contentsOf: type.utf8)
        out.append(UInt8(ascii: "/"))
        if let namespace {
            PercentCoding.encode(namespace, keepsSlashes: true, into: &out)
            out.append(UInt8(ascii: "/"))
        }
        PercentCoding.encode(name, into: &out)
        if let version {
            out.append(UInt8(ascii: "@"))
            PercentCoding.encode(version, into: &out)
        }
        var sign = UInt8(ascii: "?")
        for key in qualifiers.keys.sorted() {
            out.append(sign)
            out.append(contentsOf: key.utf8)
            out.append(UInt8(ascii: "="))
            PercentCoding.encode(qualifiers[key] ?? "", keepsSlashes: true, into: &out)
            sign = UInt8(ascii: "&")
        }
        if let subpath {
            out.append(UInt8(ascii: "#"))
            PercentCoding.encode(subpath, keepsSlashes: true, into: &out)
        }
        return out
    }
}
