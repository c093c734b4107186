import Testing
import VersionOrder

/// What every specification says, as lists from the oldest version to the newest; versions in one string are equal.
@Suite("The order of each scheme")
struct SchemeOrderTests {
    @Test("dpkg: ~ before the end, letters before the rest, a missing revision is zero, the epoch first")
    func debian() {
        expectOrder(
            .dpkg, "1.0~~", "1.0~~a", "1.0~", "1.0 1.0-0 0:1.0 1.0-00", "1.0-0a", "1.0-1~deb12u1", "1.0-1",
            "1.0-1+deb12u1", "1.0-1.1", "1.0A", "1.0a", "1.0+b", "1.0.1", "1.9 1.09", "1.10", "1:0 01:0",
            "2:0-1-1")
    }

    @Test("dpkg: what dpkg refuses has no key")
    func debianErrors() {
        for text in [
            "1.0-", ":1.0", "a:1", "1:", "-1", "1 0", "1.0_1", "1.0:1", "2147483648:1", "1.0-1:1", "1.0é",
        ] {
            #expect(VersionScheme.dpkg.key(text) == nil, "\(text)")
        }
    }

    @Test("rpm: ~ before the end, ^ just behind it, words before numbers, no release before every release")
    func rpm() {
        expectOrder(
            .rpm, "1.0~rc1", "1.0~rc1^git1", "1.0 0:1.0 (none):1.0 1_0 1.00", "1.0-1", "1.0-1.el9", "1.0-1.1",
            "1.0-2",
            "1.0^", "1.0^git1", "1.0^20240101", "1.0a", "1.0b 1.0.b", "1.0.1", "1.1", "1:0.1 01:0.1")
    }

    @Test("apk: suffixes before and behind the end, numbers with a zero before them as text, -r last")
    func alpine() {
        expectOrder(
            .apk, "1.0_alpha", "1.0_alpha1", "1.0_beta", "1.0_pre", "1.0_rc_pre", "1.0_rc", "1.0_rc1", "1.0",
            "1.0-r0",
            "1.0-r1", "1.0~1a", "1.0_cvs", "1.0_svn", "1.0_git1", "1.0_hg", "1.0_p", "1.0_p1", "1.0a",
            "1.0.0",
            "1.05", "1.1 01.1", "1.9", "1.10")
        for text in ["", "1.0-r", "1.0_foo", "1.0bc", ".1", "1.0-r1_p1", "1.0~", "1.0~xyz", "1.0A"] {
            #expect(VersionScheme.apk.key(text) == nil, "\(text)")
        }
    }

    @Test("PEP 440: development, pre-release, release, post-release, local")
    func python() {
        expectOrder(
            .pep440, "1.0.dev0 1.dev 1-DEV", "1.0a1.dev1", "1.0a1 1alpha1 1.0-a.1", "1.0b2.post1.dev1",
            "1.0b2.post1",
            "1.0rc1 1.0c1 1.0preview1 1.0.pre-1", "1.0 1 v1.0.0 0!1", "1.0+a.b", "1.0+a.1 1.0+A-01", "1.0+1",
            "1.0.post0.dev1", "1.0-0 1.0.post 1.0-r0 1.0rev", "1.0-1 1.0.post1", "1.0.1", "1.1", "2024.1",
            "1!0.1")
        for text in ["1.0.", "1.0x", "1.0+", "1.0+a..b", "!1", "1!!1", "a1"] {
            #expect(VersionScheme.pep440.key(text) == nil, "\(text)")
        }
    }

    @Test("Semantic Versioning: numbers before words, fewer identifiers before more, builds do not count")
    func semantic() {
        expectOrder(
            .semver, "1.0.0-0", "1.0.0-1 1.0.0-01", "1.0.0-10", "1.0.0--", "1.0.0-alpha 1.0.0alpha",
            "1.0.0-alpha.1",
            "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1 1-rc.1+5",
            "1.0.0 v1.0.0 1.0.0+b =1.0 1", "1.0.1", "1.9.0", "1.10.0")
        for text in ["1.0.0-", "1.0.0-a..b", "1..0", "1.0.0.0", "a", "1.0.0-é"] {
            #expect(VersionScheme.semver.key(text) == nil, "\(text)")
        }
    }

    @Test("Maven: qualifiers before the end, sp and unknown ones behind it, then hyphens, then dots")
    func maven() {
        expectOrder(
            .maven, "1-alpha 1.0-ALPHA 1.alpha", "1-alpha-1 1a1 1-alpha1", "1-beta-1 1b1",
            "1-milestone-1 1m1",
            "1-rc 1-cr", "1-rc-2", "1-snapshot 1.0-SNAPSHOT", "1 1.0 1.0.0-ga 1-final 1.RELEASE 1. 1-",
            "1-sp", "1-a",
            "1-jre", "1-1", "1-2", "1.1-alpha", "1.1", "1.1-jre", "1.2")
    }

    @Test("RubyGems: words make pre-releases, a hyphen too, missing numbers are zero")
    func ruby() {
        expectOrder(
            .rubygems, "1.a.0.b", "1.a 1.0.a 1.a.0", "1.a.0.1", "1.a.1 1.a1 1.0.0.a.1", "1.a.10", "1.b",
            "1.pre.java 1-java",
            "1.pre.1 1-1", "1 1.0 1.0.0", "1.0.0.1", "1.0.1", "1.1", "1.10")
        for text in ["1..2", "a", "1_0", "1.0-", "1beta", "1.0-a_b"] {
            #expect(VersionScheme.rubygems.key(text) == nil, "\(text)")
        }
    }

    @Test("Composer: branches, then dev, alpha, beta, RC, the release, its patches")
    func composer() {
        expectOrder(
            .composer, "dev-bar", "dev-foo", "1.0-dev", "1.0-alpha 1.0a", "1.0-alpha1 1.0.0.0-a.1",
            "1.0-beta2.1 1.0-b.2.1",
            "1.0-RC1-dev", "1.0-RC1 1.0.0rc1", "1.0 1 v1.0.0.0 V1.0.0+build 1.0.0-stable 1.0@dev",
            "1.0-patch1 1.0pl1 1.0p1",
            "1.0.1", "1.1", "1.9999.0", "1.x-dev 1.x.x-dev", "2.0")
        #expect(VersionScheme.composer.key("1.0-foo") == nil)
        #expect(VersionScheme.composer.key("dev-") == nil)
        #expect(VersionScheme.composer.key("1.2.3.4.5") == nil)
    }

    @Test("NuGet: four numbers, the letters' case does not count")
    func nuget() {
        expectOrder(
            .nuget, "1.0.0-alpha 1.0-ALPHA", "1.0.0-beta.2", "1.0.0-Beta.10 1-beta.10+x",
            "1.0 1.0.0.0 1.00+A",
            "1.0.0.1-a", "1.0.0.1", "1.0.1")
        #expect(VersionScheme.nuget.key("1.0.0.0.0") == nil)
    }

    @Test("Go: pseudo-versions by their time, +incompatible does not count, go1.21rc2 is before go1.21")
    func go() {
        expectOrder(
            .go, "v0.0.0-20180101000000-ffffffffffff", "v0.0.0-20191109021931-daa7c04131f5", "v0.1.0",
            "v1.2.3-0.20200101000000-abcdefabcdef", "v1.2.3-pre", "v1.2.3 1.2.3 v1.2.3+incompatible",
            "go1.21rc2 1.21.0-rc2",
            "go1.21 go1.21.0", "go1.21.3")
        #expect(VersionScheme.go.key("(devel)") == nil)
    }

    @Test("Dart: a build makes a version newer")
    func dart() {
        expectOrder(
            .pub, "1.0.0-a", "1.0.0-a+1", "1.0.0", "1.0.0+1", "1.0.0+10", "1.0.0+a", "1.0.0+a.1", "1.0.1")
    }

    @Test("R and Haskell: numbers, and the longer one is newer")
    func numberLists() {
        expectOrder(.cran, "0.1", "0.1-0 0.1.0 0.01-0", "0.1.0.0", "0.9", "0.75", "1.0-1")
        expectOrder(.hackage, "0", "0.1", "0.1.0 0.01.0", "0.1.0.0", "0.9", "0.75")
        #expect(VersionScheme.hackage.key("1-0") == nil)
        #expect(VersionScheme.cran.key("1.") == nil)
    }

    @Test("unknown rules: words of pre-releases before the end, other words behind it")
    func generic() {
        expectOrder(
            .generic, "1.0~1", "1.0-dev", "1.0-alpha", "1.0-alpha2 1a2", "1.0b", "1.0-rc1",
            "1 1.0 v1.0.0 1_0", "1.0-foo 1foo", "1.0.1", "1.1")
    }

    @Test("rpm's segments know neither epoch nor release")
    func segments() {
        #expect(RPMSegments.order("2:1", "1:2") == 1)
        #expect(RPMSegments.order("1-1", "1.1") == 0)
        #expect(RPMSegments.order("1~a", "1") == -1)
    }

    private func expectOrder(
        _ scheme: VersionScheme, _ groups: String..., sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let versions = groups.enumerated().flatMap { rank, group in
            group.split(separator: " ").map { (rank, String($0)) }
        }
        var wrong: [String] = []
        for (rank, first) in versions {
            if scheme.key(first) == nil { wrong.append("\(first) has no key") }
            for (otherRank, second) in versions {
                let order = (rank - otherRank).signum()
                if scheme.compare(first, second) != order { wrong.append("\(first) | \(second)") }
                guard let left = scheme.key(first), let right = scheme.key(second) else { continue }
                if (left < right ? -1 : left == right ? 0 : 1) != order {
                    wrong.append("keys \(first) | \(second)")
                }
            }
        }
        #expect(wrong == [], sourceLocation: sourceLocation)
    }
}
