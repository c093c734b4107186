import Testing

@testable import Inventory

@Suite("Files that name the system")
struct ReleaseFileTests {
    @Test("os-release gives all that is known of a system")
    func osRelease() throws {
        let text = """
            # comment
            ID="rhel"
            VERSION_ID='9.4'
            ID_LIKE="fedora centos"
            PRETTY_NAME="Red Hat Enterprise Linux 9.4 (Plow)"
            CPE_NAME="cpe:/o:redhat:enterprise_linux:9::baseos"
            VARIANT_ID=coreos
            VERSION_CODENAME=
            """
        let found = try #require(ReleaseFile.distribution("etc/os-release", Array(text.utf8)))
        #expect(found.id == "rhel" && found.version == "9.4" && found.like == ["fedora", "centos"])
        #expect(found.variant == "coreos" && found.codename == nil)
        #expect(found.cpe == "cpe:/o:redhat:enterprise_linux:9::baseos")
        #expect(ReleaseFile.distribution("etc/os-release", []) == nil)
        #expect(ReleaseFile.distribution("etc/os-release", Array("NAME=x\n".utf8))?.id == "linux")
    }

    @Test(
        "older files name the system in one line",
        arguments: [
            ("etc/centos-release", "CentOS Linux release 7.9.2009 (Core)", "centos", "7"),
            ("etc/centos-release", "CentOS Stream release 8", "centos", "8"),
            ("etc/redhat-release", "Red Hat Enterprise Linux release 8.6 (Ootpa)", "rhel", "8.6"),
            ("etc/redhat-release", "AlmaLinux release 9.2 (Turquoise Kodkod)", "almalinux", "9.2"),
            ("etc/rocky-release", "Rocky Linux release 8.5 (Green Obsidian)", "rocky", "8.5"),
            ("etc/oracle-release", "Oracle Linux Server release 7.9", "ol", "7.9"),
            ("etc/fedora-release", "Fedora release 39 (Thirty Nine)", "fedora", "39"),
            ("etc/mariner-release", "CBL-Mariner 2.0.20240123\nBUILD=1", "mariner", "2.0.20240123"),
            ("etc/alpine-release", "3.18.4\n", "alpine", "3.18.4"),
            ("etc/debian_version", "12.5\n", "debian", "12"),
            ("etc/debian_version", "trixie/sid\n", "debian", ""),
        ])
    func lines(path: String, text: String, id: String, version: String) {
        let found = ReleaseFile.distribution(path, Array(text.utf8))
        #expect(found?.id == id && found?.version == version)
    }

    @Test("a line that names no system that is known names none")
    func unknown() {
        #expect(ReleaseFile.distribution("etc/redhat-release", Array("Something else 4".utf8)) == nil)
        #expect(ReleaseFile.distribution("etc/alpine-release", Array("edge".utf8)) == nil)
    }
}
