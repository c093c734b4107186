import Advisories
import Fuzzing
import Glibc
import Processes
import TemporaryFolders
import Testing

/// Our scores beside those of Red Hat Product Security's calculator (the Python package `cvss`).
@Suite(
    "Every CVSS score is the peer's",
    .enabled(if: CVSSPeer.isThere, "MARTLET_PYTHON names no python with the package cvss"))
struct CVSSPeerTests {
    @Test("random vectors of every version", .timeLimit(.minutes(5)))
    func random() throws {
        var random = SplitMix64(seed: 7)
        let vectors = (0..<20_000).map { CVSSPeer.vector(CVSSPeer.forms[$0 % 4], &random) }
        try CVSSPeer.compare(vectors)
    }

    @Test("every vector of base metrics of versions 2.0 and 3.1", .timeLimit(.minutes(5)))
    func base() throws {
        for form in [CVSSPeer.forms[0], CVSSPeer.forms[2]] {
            var vectors = [form.prefix]
            for (metric, values) in form.mandatory {
                vectors = vectors.flatMap { start in values.map { "\(start)\(metric):\($0)/" } }
            }
            try CVSSPeer.compare(vectors.map { String($0.dropLast()) })
        }
    }
}

enum CVSSPeer {
    struct Form {
        var prefix: String
        var mandatory: [(String, [String])]
        var optional: [(String, [String])]

        init(_ prefix: String, _ mandatory: String, _ optional: String) {
            func rows(_ text: String) -> [(String, [String])] {
                text.split(separator: " ").map { row in
                    let parts = row.split(separator: ":")
                    return (String(parts[0]), parts[1].split(separator: ",").map { String($0) })
                }
            }
            self.prefix = prefix
            self.mandatory = rows(mandatory)
            self.optional = rows(optional)
        }
    }

    private static let three = (
        "AV:N,A,L,P AC:L,H PR:N,L,H UI:N,R S:U,C C:H,L,N I:H,L,N A:H,L,N",
        """
        E:X,H,F,P,U RL:X,U,W,T,O RC:X,C,R,U CR:X,H,M,L IR:X,H,M,L AR:X,H,M,L MAV:X,N,A,L,P MAC:X,L,H \
        MPR:X,N,L,H MUI:X,N,R MS:X,U,C MC:X,N,L,H MI:X,N,L,H MA:X,N,L,H
        """
    )

    static let forms = [
        Form(
            "", "AV:L,A,N AC:H,M,L Au:M,S,N C:N,P,C I:N,P,C A:N,P,C",
            """
            E:U,POC,F,H,ND RL:OF,TF,W,U,ND RC:UC,UR,C,ND CDP:N,L,LM,MH,H,ND TD:N,L,M,H,ND CR:L,M,H,ND \
            IR:L,M,H,ND AR:L,M,H,ND
            """),
        Form("CVSS:3.0/", three.0, three.1), Form("CVSS:3.1/", three.0, three.1),
        Form(
            "CVSS:4.0/",
            "AV:N,A,L,P AC:L,H AT:N,P PR:N,L,H UI:N,P,A VC:H,L,N VI:H,L,N VA:H,L,N SC:H,L,N SI:H,L,N SA:H,L,N",
            """
            E:X,A,P,U CR:X,H,M,L IR:X,H,M,L AR:X,H,M,L MAV:X,N,A,L,P MAC:X,L,H MAT:X,N,P MPR:X,N,L,H \
            MUI:X,N,P,A MVC:X,H,L,N MVI:X,H,L,N MVA:X,H,L,N MSC:X,H,L,N MSI:X,S,H,L,N MSA:X,S,H,L,N S:X,N,P \
            AU:X,N,Y R:X,A,U,I V:X,D,C RE:X,L,M,H U:X,Clear,Green,Amber,Red
            """),
    ]

    static func vector(_ form: Form, _ random: inout SplitMix64) -> String {
        let hasOptional = random.below(3) > 0
        var fields: [String] = []
        for (metric, values) in form.mandatory { fields.append("\(metric):\(random.one(of: values) ?? "")") }
        for (metric, values) in form.optional where hasOptional && random.below(2) == 0 {
            fields.append("\(metric):\(random.one(of: values) ?? "")")
        }
        return form.prefix + fields.joined(separator: "/")
    }

    private static let python = variable("MARTLET_PYTHON")
    /// What finds the peer's interpreter what it needs.
    private static let environment = ["PATH": variable("PATH") ?? "/usr/bin:/bin"]

    private static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

    static let isThere: Bool = {
        guard let python else { return false }
        return run(python, ["-c", "import cvss"]) != nil
    }()

    private static func run(_ python: String, _ arguments: [String]) -> String? {
        let child = ChildProcess(
            command: python, arguments: arguments, environment: environment, outputLimit: 64 << 20,
            patience: .seconds(240))
        guard case .exited(0, let output, _) = child.run() else { return nil }
        return String(decoding: output, as: UTF8.self)
    }

    /// The peer writes a line for each vector: its base, temporal and environmental score.
    private static let script = """
        import sys
        from cvss import CVSS2, CVSS3, CVSS4
        for line in open(sys.argv[1]):
            text = line.strip()
            kind = CVSS4 if text.startswith("CVSS:4") else CVSS3 if text.startswith("CVSS:3") else CVSS2
            try:
                print(*kind(text).scores())
            except Exception:
                print("refused")
        """

    static func compare(_ vectors: [String]) throws {
        let folder = TemporaryFolder()
        let file = folder.write("vectors", vectors.joined(separator: "\n") + "\n")
        let python = try #require(python)
        let output = try #require(run(python, ["-c", script, file]))
        let theirs = output.split(separator: "\n")
        try #require(theirs.count == vectors.count)
        var compared = 0
        for (vector, their) in zip(vectors, theirs) {
            let our = ours(vector, like: their)
            if our != their {
                Issue.record("\(vector): ours \(our), the peer's \(their)")
                return
            }
            compared += 1
        }
        #expect(compared == vectors.count)
    }

    /// Our scores in the peer's form: it tells temporal and environmental scores of version 3 where no metric of
    /// them is stated.
    private static func ours(_ vector: String, like their: Substring) -> String {
        guard let parsed = try? CVSSVector(vector) else { return "refused" }
        let scores = parsed.scores
        func text(_ score: Double?) -> String { score.map { "\($0)" } ?? "None" }
        let stated = their.split(separator: " ").map { String($0) }
        switch parsed.version {
        case .v4: return text(scores.base)
        case .v2:
            return [scores.base, scores.temporal, scores.environmental].map(text).joined(separator: " ")
        case .v30, .v31:
            let temporal = text(scores.temporal ?? scores.base)
            let environmental = scores.environmental.map { "\($0)" } ?? stated.last ?? ""
            return "\(text(scores.base)) \(temporal) \(environmental)"
        }
    }
}
