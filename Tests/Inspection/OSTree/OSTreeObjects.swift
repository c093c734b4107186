import Bytes
import OSTree
import ScratchRoots

/// Objects that ostree 2022.7 made of a tree with `/bin`, `/usr/bin/tool` and `/usr/etc/a.conf`.
enum OSTreeObjects {
    static let commit = (
        name: "b8eca42c1e57dd3a9fb958530f47fb9d50d30a2c825aea81f00ae6cf51c98504",
        bytes: bytes(
            """
            76657273696f6e00312e3000007308006f73747265652e7265662d62696e64696e67000000000000742f737461626c6500\
            09006173130f366669727374000000000000006b03ddbc9fdab67d46bce0681d54fddf1bb6fe3ce9d0be3195c7ea4f5a0a\
            1d8279c5bb54446a0ef11b7cc167f3b603e585c7eeeeb675faa412d5ec73f62988eb0b6c5488683f3e383838
            """)
    )
    /// `/usr`, with two directories and others.
    static let usr = (
        name: "2a48248f2ec746b5a2515c4a422a5fb1c75f86c6089399f55176577148032f8d",
        bytes: bytes(
            """
            62696e005c1945cfdc30f0feef4458ce4cca59cc03385c968207a9c99dca1ce5903affa8446a0ef11b7cc167f3b603e585\
            c7eeeeb675faa412d5ec73f62988eb0b6c5488240465746300688ea73223add32bf9cf9f634a826a2b89269335c548e6d8\
            2e4c6b76be70d824446a0ef11b7cc167f3b603e585c7eeeeb675faa412d5ec73f62988eb0b6c548824046c69620071509a\
            11c06a686f3fcb40821d8a38e662d58f0d31fed80b21c16fc364dc9632446a0ef11b7cc167f3b603e585c7eeeeb675faa4\
            12d5ec73f62988eb0b6c54882404468cd200
            """)
    )
    /// `/usr/bin`.
    static let bin = (
        name: "5c1945cfdc30f0feef4458ce4cca59cc03385c968207a9c99dca1ce5903affa8",
        bytes: bytes("746f6f6c00ef35987ce46fbf0b5650c59a13f5e1222ce6663c8fe082a671d3c090f8bfe1ea052627")
    )
    static let metadata = (
        name: "446a0ef11b7cc167f3b603e585c7eeeeb675faa412d5ec73f62988eb0b6c5488",
        bytes: bytes("0000000000000000000041ed")
    )

    private static func bytes(_ text: String) -> [UInt8] { Hex.decode(text) ?? [] }

    /// Puts an object where a repository has it.
    static func put(_ bytes: [UInt8], named name: String, _ kind: String, in scratch: ScratchRoot) {
        scratch.file("ostree/repo/objects/\(name.prefix(2))/\(name.dropFirst(2)).\(kind)", bytes: bytes)
    }
}
