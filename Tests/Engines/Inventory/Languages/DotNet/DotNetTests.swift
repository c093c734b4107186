import Testing

@testable import Inventory

@Suite(".NET's packages") struct DotNetTests {
    @Test(
        "a program's dependencies list packages and not the program",
        arguments: ["bin/App.deps.json", "obj/project.assets.json"])
    func libraries(path: String) {
        let text =
            #"{"libraries":{"App/1.0":{"type":"project"},"Newtonsoft.Json/13.0.1":{"type":"package"},"runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/8.0.1":{"type":"runtimepack"}}}"#
        #expect(
            Catalogue(DotNetCataloger(), path, text).names == [
                "Newtonsoft.Json@13.0.1", "Microsoft.NETCore.App.Runtime.linux-x64@8.0.1",
            ])
    }

    @Test("a lock lists what was resolved, once for all frameworks")
    func lock() {
        let text =
            #"{"version":1,"dependencies":{"net8.0":{"A":{"type":"Direct","resolved":"1.0"},"Own":{"type":"Project"}},"net6.0":{"A":{"type":"Transitive","resolved":"1.0"}}}}"#
        #expect(Catalogue(DotNetCataloger(), "packages.lock.json", text).names == ["A@1.0"])
    }
}
