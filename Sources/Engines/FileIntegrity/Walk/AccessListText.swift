/// Access control lists in the words of `acl_to_text(3)`.
package struct AccessListText {
    /// The name of a user or group; nil when it has none.
    let name: (_ isUser: Bool, _ number: UInt32) -> String?

    /// The list that says no more than the permission bits do.
    package static func minimal(mode: UInt32) -> [UInt8] {
        var text: [UInt8] = []
        for (who, shift) in [("user::", 6), ("group::", 3), ("other::", 0)] as [(String, UInt32)] {
            text += who.utf8
            append(mode >> shift & 7, to: &text)
            text.append(UInt8(ascii: "\n"))
        }
        return text
    }

    /// The text of the value of `system.posix_acl_access` or `…_default` (`linux/posix_acl_xattr.h`); nil
    /// when it is not of the known version.
    func text(_ value: [UInt8]) -> [UInt8]? {
        func number(_ offset: Int, _ width: Int) -> UInt32 {
            (0..<width).reduce(0) { $0 | UInt32(value[offset + $1]) << UInt32(8 * $1) }
        }
        guard value.count >= 4, number(0, 4) == 2, (value.count - 4) % 8 == 0 else { return nil }
        let entries = stride(from: 4, to: value.count, by: 8).map { offset in
            (tag: number(offset, 2), permissions: number(offset + 2, 2), id: number(offset + 4, 4))
        }
        let mask = entries.first { $0.tag == Tag.mask }?.permissions ?? 7
        var text: [UInt8] = []
        for entry in entries {
            switch entry.tag {
            case Tag.owner: text += "user::".utf8
            case Tag.user: text += "user:\(name(true, entry.id) ?? String(entry.id)):".utf8
            case Tag.owningGroup: text += "group::".utf8
            case Tag.group: text += "group:\(name(false, entry.id) ?? String(entry.id)):".utf8
            case Tag.mask: text += "mask::".utf8
            case Tag.other: text += "other::".utf8
            default: return nil
            }
            Self.append(entry.permissions, to: &text)
            let isMasked = [Tag.user, Tag.owningGroup, Tag.group].contains(entry.tag)
            if isMasked, entry.permissions & ~mask != 0 {
                text += "\t#effective:".utf8
                Self.append(entry.permissions & mask, to: &text)
            }
            text.append(UInt8(ascii: "\n"))
        }
        return text
    }

    private static func append(_ permissions: UInt32, to text: inout [UInt8]) {
        text.append(permissions & 4 != 0 ? UInt8(ascii: "r") : UInt8(ascii: "-"))
        text.append(permissions & 2 != 0 ? UInt8(ascii: "w") : UInt8(ascii: "-"))
        text.append(permissions & 1 != 0 ? UInt8(ascii: "x") : UInt8(ascii: "-"))
    }

    private enum Tag {
        static let owner: UInt32 = 1
        static let user: UInt32 = 2
        static let owningGroup: UInt32 = 4
        static let group: UInt32 = 8
        static let mask: UInt32 = 16
        static let other: UInt32 = 32
    }
}
