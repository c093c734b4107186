import Testing
import VersionOrder

@Suite("Version keys")
struct VersionKeyTests {
    @Test("a key sorts where its version sorts")
    func sorts() throws {
        let older = try #require(VersionScheme.dpkg.key("1.0~rc1"))
        let newer = try #require(VersionScheme.dpkg.key("1.0"))
        #expect(older < newer)
        #expect(VersionScheme.dpkg.key("1.0-0") == newer)
    }
}
