import Fuzzing

/// A random configuration out of what the language has, now and then with a line that it has not.
struct RandomConfiguration {
    private static let groups = [
        "R", "L", ">", "R+sha256", "p+u+g", "ftype+p+i+n+u+g+s+b+m+c+acl+xattrs+sha512", "X+sha1", "E",
        "p+ftype+I+n+i+s+sha256", "R+ANF", "R+ARF", "s+ANF+ARF+md5", "growing+s+md5+sha256",
        "growing+s+b+m+c+sha1+p",
        "G1", "G2", "MyG", "R-md5", "sha512+selinux+caps+e2fsattrs", "compressed+sha256+p+s+i",
        "p+I+i+sha1+md5", "l+n",
    ]
    private static let expressions = [
        "/", "/a", "/etc", "/lib$", "/log", "/a/b", "/(a|b)", "/.*\\\\.conf$", "/[a-z]+$", "/foo", "/foo$",
        "/a/.*",
        "/x\\ y", "/ssh.*/ssh", "/log\\\\.[0-9]", "/A/B", "@D/a", "/etc/.*", "/lib/[^/]+$", "/t#1", "/\\\\.",
        "/a?b",
        "/b*", "/b/.*/a", "/\\\\x61",
    ]
    private static let oddities = [
        "unknown_opt=1", "Foo = nogroup", "/a", "!/x R", "=/", "gzip_dbout=maybe", "report_level=foo",
        "@@foo bar", "/(a R",
        "/a//b/c R", "/a x,f R", "report_format=xml", "@@if defined X", "database_attrs=p", "G9 = R # c",
        "num_workers=x",
        "/etc R+", "@@ifdef", "@@include /nope", "report_url=foo:bar", "database_out=stderr", "root_prefix",
        "a b",
        "Gx_1=R", "\tG3 = R", "/x  f   R", "/y f , d R+ sha1 -md5", "@@undef NOPE", "@@endif", "@@else",
        "/b\\ c R",
    ]
    private static let levels = [
        "minimal", "summary", "database_attributes", "list_entries", "changed_attributes",
        "added_removed_attributes",
        "added_removed_entries",
    ]

    /// The lines, for databases and a report in a directory and a tree in another.
    static func lines(_ random: inout SplitMix64, directory: String, root: String) -> String {
        func one(_ choices: [String]) -> String { random.one(of: choices) ?? "" }
        var lines = [
            "database_in=file:\(directory)/db.in", "database_out=file:\(directory)/db.out",
            "database_new=file:\(directory)/db.new", "root_prefix=\(root)\(one(["", "/"]))",
            "database_add_metadata=no",
            "database_attrs=\(one(["sha256", "md5+sha512", "E", "sha1"]))",
        ]
        for option in ["added", "removed", "changed"] where random.below(5) == 0 {
            lines.append(
                "report_ignore_\(option)_attrs=\(one(["p", "m+c", "sha1", "s", "acl+xattrs", "n+i", "md5"]))")
        }
        if random.below(5) == 0 { lines.append("report_force_attrs=\(one(["p", "m+c", "s", "n+i"]))") }
        for option in ["base16", "detailed_init", "grouped", "summarize_changes", "quiet", "append"]
        where random.below(4) == 0 {
            lines.append("report_\(option)=\(one(["yes", "no"]))")
        }
        if random.below(3) > 0 { lines.append("report_level=\(one(levels))") }
        if random.below(3) == 0 { lines.append("report_format=json") }
        if random.below(5) == 0 { lines.append("report_ignore_e2fsattrs=\(one(["0", "e", "VNIE"]))") }
        lines.append("report_url=stdout")
        if random.below(3) == 0 {
            lines += ["report_level=\(one(levels))", "report_url=file:\(directory)/report"]
        }
        lines += ["MyG=\(one(["R+b", "p+sha1", "L-i"]))", "G1 = p+u+g", "G2 = G1 + sha256 - u"]
        lines.append("@@define D \(one(["etc", "a", "lib"]))")
        for _ in 0...random.below(7) {
            let expression = one(expressions).replacing("@D", with: "/@@{D}")
            let restriction = one(["", "", "", "f ", "d ", "f,d ", "l ", "0 ", "p,s,b,c "])
            switch random.below(8) {
            case 0...4: lines.append("\(expression) \(restriction)\(one(groups))")
            case 5: lines.append("=\(expression) \(restriction)\(one(groups))")
            default: lines.append("!\(expression) \(restriction)")
            }
        }
        if random.below(6) == 0 {
            let condition = one(["defined D", "not defined D", "exists /etc", "hostname nope"])
            lines += ["@@if \(condition)", "/b R", "@@else", "!/b", "@@endif"]
        }
        if random.below(3) == 0 { lines.insert(one(oddities), at: random.below(lines.count + 1)) }
        return lines.joined(separator: "\n") + "\n"
    }
}
