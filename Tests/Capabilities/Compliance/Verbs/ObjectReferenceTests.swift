import ArgumentParser
import Testing

@testable import Compliance

@Suite("An object on the command line")
struct ObjectReferenceTests {
    @Test(
        "the type may be said by any name that kubectl takes",
        arguments: [
            ["scansettingbinding", "x"], ["ScanSettingBindings", "x"], ["ssb/x"],
            ["scansettingbindings.compliance.openshift.io", "x"], ["ScanSettingBinding/x"],
        ])
    func types(words: [String]) throws {
        let reference = try ObjectReference(words, among: ScanSelection.types)
        #expect(reference.type == ScanSettingBinding.type)
        #expect(reference.name == "x")
    }

    @Test(
        "what names no object of the types is refused",
        arguments: [
            [], ["x"], ["ssb", "x", "y"], ["pod", "x"], ["ssb/"], ["ssb", "../x"], ["ssb/x/y"], ["ssb", "X"],
            ["ssb", "-x"], ["ssb", "x\u{0}"], ["ssb", String(repeating: "x", count: 254)], ["/x"], [""],
        ])
    func refuses(words: [String]) {
        #expect(throws: ValidationError.self) { try ObjectReference(words, among: ScanSelection.types) }
    }
}
