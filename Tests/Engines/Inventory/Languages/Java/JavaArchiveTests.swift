import Testing

@testable import Inventory

@Suite("Java's archives") struct JavaArchiveTests {
    private static func properties(_ group: String, _ artifact: String, _ version: String) -> (String, String)
    {
        (
            "META-INF/maven/\(group)/\(artifact)/pom.properties",
            "#Created by Maven\r\nversion=\(version)\r\ngroupId=\(group)\nartifactId=\(artifact)\n"
        )
    }

    private static func read(_ path: String, _ files: [(String, String)]) -> Catalogue {
        Catalogue(JavaArchiveCataloger(), path, ZipBuilder(texts: files).bytes)
    }

    @Test("Maven's record names an archive, whatever its file is called")
    func record() {
        let files = [
            Self.properties("org.x", "lib", "1.2"), ("META-INF/MANIFEST.MF", "Implementation-Version: 9\n"),
        ]
        for path in ["a/lib-1.2.jar", "a/lib.jar", "a/renamed.jar", "a/renamed-1.2.war"] {
            let found = Self.read(path, files)
            #expect(found.names == ["org.x/lib@1.2"])
            #expect(found.places == [path])
        }
    }

    @Test("what was shaded into an archive stands in it")
    func shaded() {
        let found = Self.read(
            "app-2.0.jar",
            [Self.properties("org.x", "app", "2.0"), Self.properties("org.y", "dep", "1.0")])
        #expect(found.names == ["org.x/app@2.0", "org.y/dep@1.0"])
        #expect(found.places == ["app-2.0.jar", "app-2.0.jar!/META-INF/maven/org.y/dep/pom.properties"])
    }

    @Test("an archive of another name than what is shaded into it is a package itself")
    func shadedOnly() {
        let found = Self.read("app-2.0.jar", [Self.properties("org.y", "dep", "1.0")])
        #expect(found.names == ["org.y/dep@1.0", "app@2.0"])
        #expect(found.places == ["app-2.0.jar!/META-INF/maven/org.y/dep/pom.properties", "app-2.0.jar"])
    }

    @Test(
        "without Maven's record the manifest and the file's name tell",
        arguments: [
            ("commons-io-2.11.0.jar", "", "commons-io@2.11.0"),
            ("log4j-1.2-api-2.17.1.jar", "", "log4j-1.2-api@2.17.1"),
            ("x-1.0-SNAPSHOT.jar", "", "x@1.0-SNAPSHOT"), ("guava-31.1-jre.jar", "", "guava@31.1-jre"),
            ("x.jar", "Implementation-Version: 1.5\nImplementation-Vendor-Id: org.x\n", "org.x/x@1.5"),
            (
                "commons-net.jar", "Bundle-SymbolicName: org.apache.commons.net\nBundle-Version: 3.1\n",
                "org.apache/commons-net@3.1"
            ),
            (
                "asm-9.0.jar", "Bundle-SymbolicName: org.objectweb.asm;singleton:=true\n",
                "org.objectweb/asm@9.0"
            ),
            (
                "git.jpi",
                "Short-Name: git\nPlugin-Version: 5.2.0 (private)\nGroup-Id: org.jenkins-ci.plugins\n",
                "org.jenkins-ci.plugins/git@5.2.0"
            ),
            ("x.jar", "Implementation-Version: ${project.version}\n", "x@"), ("nothing.jar", "", "nothing@"),
        ])
    func fallbacks(file: String, manifest: String, expected: String) {
        let found = Self.read("lib/\(file)", [("META-INF/MANIFEST.MF", manifest), ("A.class", "")])
        #expect(found.names == [expected])
    }

    @Test("a manifest's line goes on behind a blank")
    func continuedLine() {
        let found = Self.read("x.jar", [("META-INF/MANIFEST.MF", "Implementation-Version: 1.\r\n 2.3\r\n")])
        #expect(found.names == ["x@1.2.3"])
    }

    @Test("a project's model tells what its properties would have")
    func model() {
        let model =
            "<project><parent><groupId>org.p</groupId><version>4</version></parent><artifactId>m</artifactId></project>"
        let found = Self.read("m-4.jar", [("META-INF/maven/org.p/m/pom.xml", model)])
        #expect(found.names == ["org.p/m@4"])
    }

    @Test("archives in archives are read, stored or deflated")
    func nested() {
        let library = ZipBuilder(texts: [Self.properties("org.x", "lib", "1")]).bytes
        var war = ZipBuilder([("WEB-INF/lib/lib-1.jar", library), ("WEB-INF/lib/other-2.jar", library)])
        war.entries[0].isDeflated = false
        let ear = ZipBuilder([("web.war", war.bytes)])
        let found = Catalogue(JavaArchiveCataloger(), "all.ear", ear.bytes)
        #expect(found.packages.map(\.name) == ["lib", "lib", "other", "web", "all"])
        #expect(found.places.prefix(1) == ["all.ear!/web.war!/WEB-INF/lib/lib-1.jar"])
        #expect(found.problem == nil)
    }

    @Test("an archive in too many archives is a problem, and what is around it stays")
    func deep() {
        var bytes = ZipBuilder(texts: [Self.properties("org.x", "core", "1")]).bytes
        for level in 0..<6 { bytes = ZipBuilder([("level\(level)-1.jar", bytes)]).bytes }
        let found = Catalogue(JavaArchiveCataloger(), "top-1.jar", bytes)
        #expect(found.names == ["level2@1", "level3@1", "level4@1", "level5@1", "top@1"])
        #expect(found.problem?.reason == "it lies deeper than 5 archives")
        #expect(found.problem?.path.hasPrefix("top-1.jar!/level5-1.jar!/level4-1.jar!/") == true)
    }

    @Test("an archive that holds itself ends")
    func quine() {
        // Each layer names the same data twice: without a bound 2 to the power of the depth.
        var bytes = ZipBuilder([("a.jar", [UInt8](repeating: 0x41, count: 100))]).bytes
        for _ in 0..<12 { bytes = ZipBuilder([("a.jar", bytes), ("b.jar", bytes)]).bytes }
        let found = Catalogue(JavaArchiveCataloger(), "q.jar", bytes)
        #expect(found.packages.count <= 64)
        #expect(found.problem != nil)
    }

    @Test("a file that is only named like an archive tells of nothing")
    func misnamed() {
        let found = Catalogue(JavaArchiveCataloger(), "x.jar", "no archive")
        #expect(found.names.isEmpty && found.problem == nil)
    }

    @Test("a cut archive is a problem that names the file")
    func truncated() {
        let bytes = ZipBuilder(texts: [Self.properties("g", "a", "1")]).bytes
        let found = Catalogue(JavaArchiveCataloger(), "lib/x.jar", Array(bytes.dropLast(30)))
        #expect(found.problem?.description == "lib/x.jar: the archive's end is missing")
    }

    @Test("pom.xml tells of itself and of what has a version in it")
    func modelFile() {
        let text = """
            <project xmlns="http://maven.apache.org/POM/4.0.0"><groupId>g</groupId><artifactId>app</artifactId>
            <version>1.0</version><properties><v>2.0</v><loop>${loop}</loop></properties>
            <dependencyManagement><dependencies><dependency><groupId>m</groupId><artifactId>n</artifactId>
            <version>5</version></dependency></dependencies></dependencyManagement>
            <dependencies><dependency><groupId>d</groupId><artifactId>e</artifactId><version>${v}</version></dependency>
            <dependency><groupId>${project.groupId}</groupId><artifactId>own</artifactId><version>${project.version}</version></dependency>
            <dependency><groupId>m</groupId><artifactId>n</artifactId></dependency>
            <dependency><groupId>x</groupId><artifactId>y</artifactId><version>${loop}</version></dependency>
            <dependency><groupId>x</groupId><artifactId>z</artifactId><version>[1,2)</version></dependency></dependencies></project>
            """
        let found = Catalogue(MavenModelCataloger(), "pom.xml", text)
        #expect(found.names == ["g/app@1.0", "d/e@2.0", "g/own@1.0", "m/n@5"])
        let bad = Catalogue(MavenModelCataloger(), "p/pom.xml", "<project><version>1")
        #expect(bad.problem?.description.hasPrefix("p/pom.xml: XML:1:") == true)
    }

    @Test("gradle.lockfile lists coordinates")
    func gradle() {
        let text = "# generated\norg.x:lib:1.2=compileClasspath,runtimeClasspath\nempty=annotationProcessor\n"
        #expect(Catalogue(GradleLockCataloger(), "gradle.lockfile", text).names == ["org.x/lib@1.2"])
    }
}
