import Capability
import Testing

@Suite("TextTable")
struct TextTableTests {
    @Test("columns are padded to their widest cell, the last one is not")
    func pads() {
        var table = TextTable(["NAME", "STATUS"])
        table.add(["a-long-name", "PASS"])
        table.add(["b", "FAIL"])
        #expect(table.text == "NAME          STATUS\na-long-name   PASS\nb             FAIL\n")
    }

    @Test("control characters of foreign text are shown, not obeyed")
    func inert() {
        var table = TextTable(["A"])
        table.add(["x\u{1B}[2J\ny"])
        #expect(table.text == "A\nx·[2J·y\n")
    }
}
