import Testing

@testable import FileIntegrity

@Suite("Attributes as text")
struct AttributeTextTests {
    // What `aide --init` 0.18.3 wrote for the same attribute on ext4.
    @Test(
        "capabilities are those of cap_to_text",
        arguments: [
            ([0x0200_0001, 1 << 13, 0, 0, 0], "cap_net_raw=ep"),
            ([0x0200_0001, 1 << 13 | 1, 1 << 21, 0, 0], "cap_sys_admin=ei cap_chown,cap_net_raw+ep"),
            ([0x0200_0001, 0xFFFF_FFFF, 0, 0x1FF, 0], "=ep"),
            ([0x0200_0000, 0xFFFF_FFFF, 3, 0x1FF, 0], "=p cap_chown,cap_dac_override+i"),
            ([0x0200_0000, 0, 7, 0, 0], "cap_chown,cap_dac_override,cap_dac_read_search=i"),
            ([0x0200_0001, 0xFFFF_FFFE, 0, 0x1FF, 0], "=ep cap_chown-ep"),
        ] as [([UInt32], String)])
    func capabilities(_ words: [UInt32], _ expected: String) {
        let value = words.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> UInt32(8 * $0)) }
        }
        #expect(CapabilityText.text(value).map { String(decoding: $0, as: UTF8.self) } == expected)
    }

    @Test("a revision that nobody knows is no text")
    func unknownRevision() {
        #expect(CapabilityText.text([0, 0, 0, 9, 0, 0, 0, 0]) == nil)
        #expect(CapabilityText.text([1, 0]) == nil)
    }

    @Test("access lists are those of acl_to_text, with what the mask takes away")
    func accessLists() {
        func entry(_ tag: UInt16, _ permissions: UInt16, _ id: UInt32 = .max) -> [UInt8] {
            [tag, permissions].flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
                + (0..<4).map { UInt8(truncatingIfNeeded: id >> (8 * $0)) }
        }
        let value: [UInt8] =
            [2, 0, 0, 0] + entry(1, 6) + entry(2, 4, 1) + entry(2, 7, 4242) + entry(4, 4) + entry(16, 5)
            + entry(32, 4)
        let text = AccessListText { isUser, number in isUser && number == 1 ? "daemon" : nil }
        #expect(
            text.text(value).map { String(decoding: $0, as: UTF8.self) } == """
                user::rw-
                user:daemon:r--
                user:4242:rwx\t#effective:r-x
                group::r--
                mask::r-x
                other::r--

                """)
        #expect(text.text([3, 0, 0, 0]) == nil)
        #expect(text.text([2, 0, 0, 0, 1]) == nil)
    }

    @Test("a set says what was added to and taken from another")
    func differences() {
        let old = AttributeSet(.permissions, .md5)
        #expect(AttributeSet(.permissions, .sha256).difference(from: old) == "-md5+sha256")
        #expect(old.expression == "p+md5")
    }

    @Test("control characters cannot reach a terminal")
    func plainText() {
        #expect(PlainText.escaped("a\u{1B}[2J\n\\101\\x") == "a\\033[2J\\012\\134101\\x")
    }
}
