import Testing

@testable import Inventory

@Suite("Conda's packages") struct CondaTests {
    @Test("each record of an environment is a package")
    func records() {
        let text =
            #"{"name":"numpy","version":"1.26.4","build":"py311_0","license":"BSD-3-Clause","files":["a"]}"#
        let found = Catalogue(CondaCataloger(), "opt/conda/conda-meta/numpy-1.26.4-py311_0.json", text)
        #expect(found.names == ["numpy@1.26.4"])
        #expect(found.packages.first?.licenses == ["BSD-3-Clause"])
        #expect(Catalogue(CondaCataloger(), "opt/conda/conda-meta/history", "==> now <==").problem == nil)
        #expect(Catalogue(CondaCataloger(), "conda-meta/state.json", #"{"env_vars":{}}"#).names.isEmpty)
    }
}
