import Access
import Cluster
import Fuzzing
import HTTPTypes
import Kubernetes
import Testing

@testable import APIServer

@Suite("Impersonation headers")
struct ImpersonationTests {
    private struct Everybody: Authorizer {
        func decide(_ request: RequestAttributes) -> AccessDecision { .allowed(reason: "") }
        func rules(for user: UserInfo, in namespace: String) -> (rules: [PolicyRule], errors: [String]) {
            ([], [])
        }
        func rules(of role: RoleReference, in namespace: String?) throws(StatusError) -> [PolicyRule] { [] }
    }

    private func fields(_ pairs: [(String, String)]) -> HTTPFields {
        var fields = HTTPFields()
        for (name, value) in pairs {
            guard let name = HTTPField.Name(name) else { continue }
            fields.append(HTTPField(name: name, value: value))
        }
        return fields
    }

    @Test("anonymous stays outside, named groups are kept as they are")
    func groups() throws {
        let anonymous = try #require(try Impersonation(fields([("Impersonate-User", "system:anonymous")])))
        #expect(
            try anonymous.user(for: .anonymous, Everybody())
                == UserInfo(name: "system:anonymous", groups: ["system:unauthenticated"]))
        let placed = try #require(
            try Impersonation(
                fields([
                    ("Impersonate-User", "x"), ("Impersonate-Group", "a"),
                    ("Impersonate-Group", "system:unauthenticated"),
                ])))
        #expect(
            try placed.user(for: .anonymous, Everybody()).groups == ["a", "system:unauthenticated"])
    }

    @Test("more parts than make sense are refused")
    func limits() {
        let many = (0..<300).map { ("Impersonate-Group", "g\($0)") }
        #expect(throws: ImpersonationError.self) {
            try Impersonation(fields([("Impersonate-User", "x")] + many))
        }
    }

    @Test("no mutant of the headers ends the process or makes somebody without a name")
    func mutants() {
        let corpus = [
            "Impersonate-User=jane\nImpersonate-Group=devs\nImpersonate-Extra-a%2fb=c\nImpersonate-Uid=7",
            "Impersonate-User=system:serviceaccount:a:b\nimpersonate-extra-=x",
        ]
        for mutant in Mutants(
            of: corpus, tokens: ["%", "%zz", "Impersonate-", "system:serviceaccount:", ":", "\n"],
            count: 3_000)
        {
            let pairs = mutant.text.split(separator: "\n").compactMap { line -> (String, String)? in
                let halves = line.split(separator: "=", maxSplits: 1)
                return halves.count == 2 ? (String(halves[0]), String(halves[1])) : nil
            }
            do throws(ImpersonationError) {
                guard let impersonation = try Impersonation(fields(pairs)) else { continue }
                let user = try? impersonation.user(for: .anonymous, Everybody())
                #expect(user?.name.isEmpty == false, "\(mutant)")
            } catch {
                #expect(error.message.contains("impersonat"), "\(mutant)")
            }
        }
    }
}
