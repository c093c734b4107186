import Bytes

/// An object's JSON text with a gap where its resource version will stand.
///
/// Encoding is the caller's work, on its own task; the version is known only when the commit thread takes the
/// write, and filling the gap is all that is left to do there.
package struct EncodedObject: Sendable {
    /// The object, for a store that keeps another text of it.
    package let json: JSON
    private let bytes: [UInt8]
    private let gap: Int

    package init(_ json: JSON) {
        var out: [UInt8] = []
        out.reserveCapacity(1024)
        var gap = 0
        var members = json.object ?? JSONObject()
        var metadata = members["metadata"]?.object ?? JSONObject()
        metadata["resourceVersion"] = ""
        members["metadata"] = .object(metadata)
        Self.write(members, into: &out) { name, value, out in
            guard name == "metadata" else { return value.write(into: &out) }
            Self.write(metadata, into: &out) { name, value, out in
                value.write(into: &out)
                if name == "resourceVersion" { gap = out.count - 1 }
            }
        }
        self.json = json
        bytes = out
        self.gap = gap
    }

    /// The text with its version filled in.
    package func stamped(_ version: Int64) -> [UInt8] {
        var out: [UInt8] = []
        let digits = String(version).utf8
        out.reserveCapacity(bytes.count + digits.count)
        out.append(contentsOf: bytes[..<gap])
        out.append(contentsOf: digits)
        out.append(contentsOf: bytes[gap...])
        return out
    }

    private static func write(
        _ members: JSONObject, into out: inout [UInt8], each: (String, JSON, inout [UInt8]) -> Void
    ) {
        out.append(UInt8(ascii: "{"))
        for (position, member) in members.enumerated() {
            if position > 0 { out.append(UInt8(ascii: ",")) }
            JSON.write(string: member.key, into: &out)
            out.append(UInt8(ascii: ":"))
            each(member.key, member.value, &out)
        }
        out.append(UInt8(ascii: "}"))
    }
}
