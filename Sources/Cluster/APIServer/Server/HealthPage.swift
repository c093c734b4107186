import HTTPTypes
import Hummingbird

/// `/healthz`, `/livez` and `/readyz`: `ok`, or which check failed.
enum HealthPage {
    /// The page; `/readyz/CHECK` shows one check, `?verbose` all of them.
    static func response(check path: String, query: RequestQuery, readiness: Readiness) -> Response {
        let segments = path.split(separator: "/")
        let endpoint = segments.first ?? ""
        // A server that is not ready yet is alive all the same.
        var checks = endpoint == "readyz" ? readiness.checks() : [(name: "ping", passed: true)]
        if segments.count > 1 {
            let wanted = segments.dropFirst().joined(separator: "/")
            checks = checks.filter { $0.name == wanted }
            if checks.isEmpty { return .pathNotFound }
        }
        let passed = checks.allSatisfy(\.passed)
        let verbose = query.flag("verbose")
        if passed, !verbose { return Response(text: "ok") }
        let lines = checks.map {
            $0.passed ? "[+]\($0.name) ok\n" : "[-]\($0.name) failed: reason withheld\n"
        }
        let verdict = "\(endpoint) check \(passed ? "passed" : "failed")\n"
        return Response(status: passed ? .ok : .internalServerError, text: lines.joined() + verdict)
    }
}
