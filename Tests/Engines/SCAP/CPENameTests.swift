import Fuzzing
import SCAP
import Testing

@Suite struct CPENameTests {
    @Test(
        "the spellings of one name are one name",
        arguments: [
            ("cpe:/o:debian:debian_linux:12", "cpe:2.3:o:debian:debian_linux:12:*:*:*:*:*:*:*"),
            ("CPE:/o:Debian:debian_linux:12::", "cpe:2.3:o:debian:debian_linux:12:*:*:*:*:*:*:*"),
            (
                "cpe:/a:hp:insight:7.4.0.1570:-:~~online~win2003~x64~",
                "cpe:2.3:a:hp:insight:7.4.0.1570:-:*:*:online:win2003:x64:*"
            ),
            ("cpe:/a:foo%5cbar:big%24money:2010", "cpe:2.3:a:foo\\\\bar:big\\$money:2010:*:*:*:*:*:*:*"),
            ("cpe:/a:m:ie:8.%02:sp%01", "cpe:2.3:a:m:ie:8.*:sp?:*:*:*:*:*:*"),
        ])
    func spellings(uri: String, formatted: String) throws {
        #expect(try #require(CPEName(uri)) == #require(CPEName(formatted)))
    }

    @Test(
        "what is no name is none",
        arguments: [
            "", "cpe", "debian", "cpe:/x:debian", "cpe:/o:a:b:c:d:e:f:g", "cpe:/a:b%4", "cpe:2.3:o:a\\",
            "cpe:/a:b:c:d:e:~a~b",
        ])
    func refused(text: String) { #expect(CPEName(text) == nil) }

    /// NISTIR 7696, tables 6-1 to 6-3.
    @Test(
        "names stand to each other as their sets do",
        arguments: [
            ("cpe:/o:d:l", "cpe:/o:d:l:12", CPEName.Relation.superset),
            ("cpe:/o:d:l:12", "cpe:/o:d:l", .subset), ("cpe:/o:d:l:12", "cpe:/o:d:l:12", .equal),
            ("cpe:/o:d:l:12", "cpe:/o:d:l:11", .disjoint), ("cpe:/o:d:l:-", "cpe:/o:d:l:11", .disjoint),
            ("cpe:/o:d:l", "cpe:/o:d:l:-", .superset), ("cpe:/o:d:l:-", "cpe:/o:d:l:-", .equal),
            ("cpe:/o:d:l:12", "cpe:/a:d:l:12", .disjoint),
            ("cpe:2.3:o:d:l:1*:*:*:*:*:*:*:*", "cpe:/o:d:l:12.5", .superset),
            ("cpe:2.3:o:d:l:1?:*:*:*:*:*:*:*", "cpe:/o:d:l:1", .superset),
            ("cpe:2.3:o:d:l:1?:*:*:*:*:*:*:*", "cpe:/o:d:l:123", .disjoint),
            ("cpe:2.3:o:d:*l*:*:*:*:*:*:*:*:*", "cpe:/o:d:oracle_linux", .superset),
            ("cpe:/o:d:l:12", "cpe:2.3:o:d:l:1*:*:*:*:*:*:*:*", .undefined),
            ("cpe:/o:d::12", "cpe:/o:d:l", .undefined),
        ])
    func relations(source: String, target: String, expected: CPEName.Relation) throws {
        #expect(try #require(CPEName(source)).relation(to: #require(CPEName(target))) == expected)
    }

    @Test("a mutant of a name is refused, or it is equal to itself or has wildcards", .timeLimit(.minutes(5)))
    func mutants() {
        let corpus = [
            "cpe:/o:debian:debian_linux:12", "cpe:/a:hp:x:7.4:-:~~online~win2003~x64~",
            "cpe:2.3:a:foo\\\\bar:big\\$money:20*:?:-:*:*:*:*:*",
        ]
        var read = 0
        for mutant in Mutants(of: corpus, tokens: ["%", "%02", "*", "?", "\\", "~", ":", "-"], count: 4000) {
            guard let name = CPEName(mutant.text) else { continue }
            read += 1
            #expect(name.relation(to: name) == .equal, "\(mutant)")
        }
        #expect(read > 400)
    }
}
