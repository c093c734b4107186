import FoundationEssentials
import Glibc

/// Who the server is and who may command it: its authority, its certificate, the administrator's
/// certificate and token.
///
/// Everything lies in `DIR/pki` (0700, keys 0600) and is made at the first start. Leaves are made anew when
/// they near their end or when the server's addresses change.
public struct ClusterIdentity: Sendable {
    /// The authority's certificate in PEM: what clients trust.
    public let authorityPEM: String
    /// The server's certificate in PEM.
    public let serverCertificatePEM: String
    /// The server's private key in PEM.
    public let serverKeyPEM: String
    /// The administrator's certificate in PEM (`O=system:masters, CN=kubernetes-admin`).
    public let adminCertificatePEM: String
    /// The administrator's private key in PEM.
    public let adminKeyPEM: String
    /// The administrator's bearer token: 256 random bits in hexadecimal digits.
    public let adminToken: String

    /// Whether a token is the administrator's.
    ///
    /// Looks at every byte whatever the first difference is, so that time tells nothing about the token.
    public func admits(token: String) -> Bool {
        let given = Array(token.utf8)
        let right = Array(adminToken.utf8)
        var difference = UInt8(given.count == right.count ? 0 : 1)
        for (index, byte) in right.enumerated() {
            difference |= byte ^ (index < given.count ? given[index] : 0)
        }
        return difference == 0
    }

    let authority: CertificateAuthority
    /// Where the keys are.
    let folder: String

    /// Reads the identity of a state directory, or makes what is missing of it.
    ///
    /// - Parameters:
    ///   - stateDirectory: the folder; it is made when it is not there.
    ///   - addresses: names and addresses that clients reach the server under, besides this host's own.
    public init(stateDirectory: String, addresses: [String] = []) throws(IdentityError) {
        try self.init(stateDirectory: stateDirectory, addresses: addresses, now: Date())
    }

    init(stateDirectory: String, addresses: [String], now: Date) throws(IdentityError) {
        folder = "\(stateDirectory)/pki"
        try StateFile.makeFolder(stateDirectory)
        try StateFile.makeFolder(folder)
        authority = try CertificateAuthority(folder: folder, now: now)
        let server = try authority.leaf(
            folder: folder, name: "apiserver", purpose: .server(names: Self.names(addresses)), now: now)
        let admin = try authority.leaf(
            folder: folder, name: "admin",
            purpose: .client(user: "kubernetes-admin", groups: ["system:masters"]), now: now)
        authorityPEM = authority.credential.certificatePEM
        serverCertificatePEM = server.certificatePEM
        serverKeyPEM = server.privateKeyPEM
        adminCertificatePEM = admin.certificatePEM
        adminKeyPEM = admin.privateKeyPEM
        adminToken = try Self.token(StateFile(path: "\(folder)/token"))
    }

    /// The names of the server's certificate; wildcard listen addresses name nobody.
    private static func names(_ addresses: [String]) -> [String] {
        var names = [
            "localhost", "kubernetes", "kubernetes.default", "kubernetes.default.svc",
            "kubernetes.default.svc.cluster.local", "127.0.0.1", "::1",
        ]
        var buffer = [CChar](repeating: 0, count: 256)
        if gethostname(&buffer, buffer.count - 1) == 0 {
            let end = buffer.firstIndex(of: 0) ?? buffer.count
            names.append(String(decoding: buffer[..<end].map(UInt8.init(bitPattern:)), as: UTF8.self))
        }
        for address in addresses + names
        where !["", "0.0.0.0", "::"].contains(address) && !names.contains(address) {
            names.append(address)
        }
        return names
    }

    private static func token(_ file: StateFile) throws(IdentityError) -> String {
        if let bytes = try file.read() {
            let text = String(decoding: bytes, as: UTF8.self).filter { !$0.isWhitespace }
            guard text.utf8.count == 64, text.utf8.allSatisfy({ isxdigit(Int32($0)) != 0 }) else {
                throw IdentityError(
                    path: file.path,
                    reason: "is not a token of 64 hexadecimal digits; remove it to have a new one made")
            }
            return text
        }
        var random = SystemRandomNumberGenerator()
        let digits = Array("0123456789abcdef".utf8)
        let bytes = (0..<64).map { _ in digits[Int(random.next(upperBound: UInt(16)))] }
        try file.write(bytes + [0x0A])
        return String(decoding: bytes, as: UTF8.self)
    }
}
