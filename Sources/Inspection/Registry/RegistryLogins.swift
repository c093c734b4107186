import Bytes
import Files

/// Who is logged in where, as podman, skopeo and docker keep it (containers-auth.json(5)).
public struct RegistryLogins: Sendable {
    /// How one registry knows somebody.
    public enum Login: Sendable, Hashable {
        /// A name and a password.
        case password(user: String, password: String)
        /// A token that is exchanged for others (docker's `identitytoken`).
        case identityToken(String)
    }

    /// What is passed over, such as a program that keeps the passwords; sentences for the log.
    public private(set) var notes: [String] = []
    private var logins: [String: Login] = [:]

    private static let sizeLimit = 4 << 20

    /// Nobody is logged in anywhere.
    public init() {}

    /// Reads a file's bytes.
    ///
    /// - Throws: ``RegistryError/Problem/badConfiguration(_:)``; no message shows a password.
    public init(_ bytes: [UInt8], path: String) throws(RegistryError) {
        let document: JSONDocument
        do throws(JSONError) { document = try JSONDocument(bytes) } catch {
            throw RegistryError(path, .badConfiguration("\(error)"))
        }
        let root = document.root
        for (key, entry) in root["auths"].members {
            let name = Self.normal(key)
            if let token = entry["identitytoken"].string, !token.isEmpty {
                logins[name] = .identityToken(token)
            } else if let auth = entry["auth"].string, !auth.isEmpty {
                guard let plain = Base64.decode(auth), let colon = plain.firstIndex(of: UInt8(ascii: ":"))
                else {
                    throw RegistryError(
                        path,
                        .badConfiguration("auths: \"\(key)\": field \"auth\" is not base64 of NAME:PASSWORD"))
                }
                logins[name] = .password(
                    user: String(decoding: plain[..<colon], as: UTF8.self),
                    password: String(decoding: plain[(colon + 1)...], as: UTF8.self))
            } else if let user = entry["username"].string, let password = entry["password"].string {
                logins[name] = .password(user: user, password: password)
            }
        }
        if let helper = root["credsStore"].string, !helper.isEmpty {
            notes.append(
                "\(path): credsStore: passwords that docker-credential-\(helper) keeps are not asked for")
        }
        for (key, helper) in root["credHelpers"].members {
            notes.append(
                "\(path): credHelpers: \"\(key)\": docker-credential-\(helper.string ?? "") is not asked")
        }
    }

    /// Reads the first file that there is, in podman's order; an absent one is as good as an empty one.
    ///
    /// - Parameter environment: The variables of the process.
    public static func standard(environment: [String: String]) throws(RegistryError) -> RegistryLogins {
        for path in paths(environment) {
            let bytes: [UInt8]?
            do throws(FileFailure) { bytes = try SmallFile.read(path, limit: sizeLimit) } catch {
                throw RegistryError(path, .badConfiguration(error.reason))
            }
            if let bytes { return try RegistryLogins(bytes, path: path) }
        }
        return RegistryLogins()
    }

    /// Where the files may be, the one that counts first.
    static func paths(_ environment: [String: String]) -> [String] {
        if let path = environment["REGISTRY_AUTH_FILE"] { return [path] }
        var paths: [String] = []
        if let run = environment["XDG_RUNTIME_DIR"] { paths.append("\(run)/containers/auth.json") }
        paths.append("/run/containers/0/auth.json")
        if let home = environment["XDG_CONFIG_HOME"] { paths.append("\(home)/containers/auth.json") }
        if let home = environment["HOME"] { paths.append("\(home)/.config/containers/auth.json") }
        if let docker = environment["DOCKER_CONFIG"] { paths.append("\(docker)/config.json") }
        if let home = environment["HOME"] { paths.append("\(home)/.docker/config.json") }
        // The kubelet's, on a node of OpenShift.
        paths.append("/var/lib/kubelet/config.json")
        return paths
    }

    /// Logs somebody in: at a registry, or at the repositories below a path of it.
    public mutating func add(_ login: Login, at name: String) { logins[Self.normal(name)] = login }

    /// The login for a repository: that of the longest path that holds it.
    public func login(registry: String, repository: String) -> Login? {
        var name = "\(registry)/\(repository)"
        while true {
            if let login = logins[name] { return login }
            guard let slash = name.lastIndex(of: "/") else { return nil }
            name = String(name[..<slash])
        }
    }

    /// A key without the parts of a URL that docker wrote in former times.
    private static func normal(_ key: String) -> String {
        var name = key[...]
        var isURL = false
        for scheme in ["https://", "http://"] where name.hasPrefix(scheme) {
            name = name.dropFirst(scheme.count)
            isURL = true
        }
        if isURL, let slash = name.firstIndex(of: "/") { name = name[..<slash] }
        while name.hasSuffix("/") { name = name.dropLast() }
        if name == "index.docker.io" || name == "registry-1.docker.io" { name = "docker.io" }
        return String(name)
    }
}
