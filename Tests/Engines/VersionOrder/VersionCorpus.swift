import Fuzzing
import VersionOrder

/// Versions as they stand in package indexes, and the pieces that they are made of.
enum VersionCorpus {
    static func versions(of scheme: VersionScheme) -> [String] {
        switch scheme {
        case .dpkg:
            [
                "2.31-13+deb11u5", "1:2.39.5-0+deb12u2", "1.2.13.dfsg-1", "252.39-1~deb12u1",
                "2:9.0.1378-2", "7.88.1-10+deb12u14", "0.0~git20160726.0.88afdf1-1",
                "5.10.0-0.deb10.16-amd64",
            ]
        case .rpm:
            [
                "0:3.10.0-1160.el7", "4.18.0-553.16.1.el8_10", "1:1.1.1k-12.el8_9", "2.0.1~rc1-1.fc40",
                "1.0^20160101git1-2.el9", "13.2.0-1.module+el8.4.0+10822+8d1ebd34", "6.0-1.el9^a~b",
            ]
        case .apk:
            ["1.36.1-r20", "3.0.12-r4", "2.9.11_pre20051101-r2", "4.4_p1-r6", "0.1_git2024~1a2b-r1", "6b-r7"]
        case .pep440:
            ["1.0", "2!1.0.post3.dev1", "1.0a1.dev4", "2024.7.4", "1.0rc2+ubuntu.1", "1.0-1", "v1.0.0.beta"]
        case .semver:
            ["1.2.3", "4.17.21", "v1.0.0-rc.1+build.5", "0.0.0-20191109-abc.7", "7.0.0-beta.10", "1.2"]
        case .maven:
            [
                "1.0.0", "2.17.1", "31.1-jre", "1.0-alpha-1", "5.3.0.RELEASE", "1.0-20240101.101010-3",
                "6.1H.5-beta", "1-sp1",
            ]
        case .rubygems: ["6.1.4.1", "1.0.0.rc2", "1.0.a.10", "3.2.0.pre1", "1.0-java", "0.0.b0.1", "1.0.0"]
        case .composer:
            [
                "1.2.3", "v5.4.31", "1.0.0-beta.2", "2.0.x-dev", "dev-master", "1.0.0RC1-dev", "3.0-patch2",
                "2010.01.02",
            ]
        case .nuget: ["1.0.0.1", "4.3.0-Preview1.2", "13.0.1", "2.0.0-rc.1+meta", "1.0"]
        case .go:
            ["v1.2.3", "v0.0.0-20191109021931-daa7c04131f5", "go1.21rc2", "v2.0.0+incompatible", "1.20"]
        case .pub: ["1.2.3+1", "2.0.0-nullsafety.0", "1.0.0-dev.1+b.2", "0.13.5"]
        case .cran: ["0.1-2", "1.0.3", "2.12-10", "0.9.75"]
        case .hackage: ["0.11.3.0", "2.2.4", "1.24.0.10", "0.1.0.0"]
        case .generic: ["1.0", "v2.3-rc1", "20240101", "1.0~beta2", "3.0.0p1", "r12"]
        }
    }

    static let pieces = [
        ".", "-", "_", "+", "~", "^", ":", "0", "00", "1", "10", "a", "b", "Z", "rc", "alpha", "beta", "dev",
        "pre", "post",
        "p", "final", "sp", "snapshot", "x", "1:", "1!", "-r1", "_p1", ".0", ".0.0", "v",
        "18446744073709551616", "é",
    ]

    /// Texts of which half are close to a version and half are close to the one before.
    static func mutants(of scheme: VersionScheme, count: Int, firstSeed: UInt64 = 1) -> [String] {
        var made: [String] = []
        let known = versions(of: scheme)
        for seed in firstSeed..<firstSeed + UInt64(count) {
            var random = SplitMix64(seed: seed &* 0x9E37_79B9 &+ UInt64(scheme.rawValue.utf8.count))
            let isNear = random.below(2) == 0
            var text = Array((isNear ? made.last ?? known[0] : random.one(of: known) ?? "").unicodeScalars)
            for _ in 0...random.below(3) {
                let place = random.below(text.count + 1)
                switch random.below(3) {
                case 0 where place < text.count: text.remove(at: place)
                case 1 where place < text.count:
                    text[place] = random.one(of: Array("0129.-~abz".unicodeScalars)) ?? "0"
                default: text.insert(contentsOf: (random.one(of: pieces) ?? "").unicodeScalars, at: place)
                }
            }
            var made1 = String.UnicodeScalarView()
            made1.append(contentsOf: text.prefix(40))
            made.append(String(made1))
        }
        return made
    }
}
