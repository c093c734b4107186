import Files
import Glibc
import NIOSSL

/// The certificates by which registries are known, and this machine to them (containers-certs.d(5)): beside the
/// system's, those in `DIRECTORY/HOST:PORT`.
public struct RegistryCertificates: Sendable {
    /// The directories, the one that counts first.
    public var directories: [String]

    private static let sizeLimit = 1 << 20

    /// Looks where podman and docker look.
    public init(directories: [String] = ["/etc/containers/certs.d", "/etc/docker/certs.d"]) {
        self.directories = directories
    }

    /// How a registry is spoken to.
    func configuration(for registry: String, isInsecure: Bool) throws(RegistryError) -> TLSConfiguration {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.minimumTLSVersion = .tlsv12
        if isInsecure { tls.certificateVerification = .none }
        guard RegistryReference.isFileName(registry) else { return tls }
        for directory in directories.map({ "\($0)/\(registry)" }) {
            let names = Self.names(in: directory)
            guard !names.isEmpty else { continue }
            var authorities: [NIOSSLCertificate] = []
            for name in names where name.hasSuffix(".crt") {
                authorities += try Self.certificates("\(directory)/\(name)")
            }
            if !authorities.isEmpty { tls.additionalTrustRoots = [.certificates(authorities)] }
            for name in names where name.hasSuffix(".cert") {
                let key = "\(directory)/\(name.dropLast(5)).key"
                let own = try Self.certificates("\(directory)/\(name)")
                tls.certificateChain = own.map { .certificate($0) }
                let bytes = try Self.read(key)
                guard let secret = try? NIOSSLPrivateKey(bytes: bytes, format: .pem) else {
                    throw RegistryError(key, .badConfiguration("it is no key in PEM"))
                }
                tls.privateKey = .privateKey(secret)
            }
            return tls
        }
        return tls
    }

    private static func certificates(_ path: String) throws(RegistryError) -> [NIOSSLCertificate] {
        let certificates = (try? NIOSSLCertificate.fromPEMBytes(try read(path))) ?? []
        guard !certificates.isEmpty else {
            throw RegistryError(path, .badConfiguration("it is no certificate in PEM"))
        }
        return certificates
    }

    private static func read(_ path: String) throws(RegistryError) -> [UInt8] {
        let bytes: [UInt8]?
        do throws(FileFailure) { bytes = try SmallFile.read(path, limit: sizeLimit) } catch {
            throw RegistryError(path, .badConfiguration(error.reason))
        }
        guard let bytes else { throw RegistryError(path, .badConfiguration("there is no such file")) }
        return bytes
    }

    private static func names(in directory: String) -> [String] {
        guard let stream = opendir(directory) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }
}

extension RegistryReference {
    /// Whether a host can be a directory's name without leading elsewhere.
    static func isFileName(_ registry: String) -> Bool { !registry.contains("/") && !registry.hasPrefix(".") }
}
