import Bytes
import Kubernetes

/// What a credential plugin answers (`client.authentication.k8s.io` `ExecCredential`).
struct ExecCredential: Sendable, Equatable {
    static let v1 = "client.authentication.k8s.io/v1"
    static let versions = [v1, "client.authentication.k8s.io/v1beta1"]
    static var versionList: String { versions.joined(separator: ", ") }

    /// A bearer token.
    var token: String?
    /// A client certificate in PEM.
    var certificate: [UInt8]?
    /// Its key in PEM.
    var key: [UInt8]?
    /// How long it counts; nil until it is refused.
    var secondsLeft: Int64?

    /// Reads a plugin's output.
    ///
    /// - Throws: a clause that says what is wrong with it; never a part of it, which may be secret.
    init(_ output: [UInt8], apiVersion: String, now: Timestamp) throws(Refusal) {
        let document: JSONDocument
        do throws(JSONError) { document = try JSONDocument(output) } catch {
            throw Refusal(reason: "answered something that is no JSON")
        }
        let root = document.root
        guard root["kind"].string == "ExecCredential" else {
            throw Refusal(reason: "answered something that is no ExecCredential")
        }
        guard root["apiVersion"].string == apiVersion else {
            let found = root["apiVersion"].string?.prefix(100) ?? "no apiVersion"
            throw Refusal(reason: "answered \(found), not \(apiVersion)")
        }
        let status = root["status"]
        token = status["token"].string.flatMap { $0.isEmpty ? nil : $0 }
        certificate = Self.pem(status["clientCertificateData"])
        key = Self.pem(status["clientKeyData"])
        guard (certificate == nil) == (key == nil) else {
            throw Refusal(reason: "answered a certificate or a key without the other")
        }
        guard token != nil || certificate != nil else {
            throw Refusal(reason: "answered neither a token nor a certificate")
        }
        if let text = status["expirationTimestamp"].string {
            guard let end = Timestamp(text) else {
                throw Refusal(reason: "answered an expirationTimestamp that is no time")
            }
            secondsLeft = max(0, end.seconds - now.seconds)
        }
    }

    /// Why an output is not taken.
    struct Refusal: Error {
        var reason: String
    }

    private static func pem(_ view: JSONView) -> [UInt8]? {
        view.string.flatMap { $0.isEmpty ? nil : Array($0.utf8) }
    }
}
