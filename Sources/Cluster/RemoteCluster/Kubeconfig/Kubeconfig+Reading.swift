import Bytes
import YAML

extension Kubeconfig {
    /// Reads the text of a file.
    ///
    /// - Parameter file: the file's path; relative paths in it are relative to its folder.
    /// - Throws: ``RemoteClusterError`` that names the field.
    public init(_ bytes: [UInt8], file: String) throws(RemoteClusterError) {
        let documents: [JSON]
        do throws(YAMLError) { documents = try YAML.parse(bytes: bytes, file: file) } catch {
            throw RemoteClusterError(
                source: file, field: error.line > 0 ? "line \(error.line)" : "", reason: error.reason)
        }
        guard documents.count < 2 else {
            throw RemoteClusterError(source: file, reason: "holds \(documents.count) documents, not one")
        }
        let root = ConfigField(file: file, path: "", json: documents.first ?? [:])
        guard root.json.object != nil else {
            throw RemoteClusterError(source: file, reason: "is no kubeconfig: an object was expected")
        }
        if let kind = try root.string("kind"), kind != "Config" {
            throw RemoteClusterError(source: file, field: "kind", reason: "must be Config and is \(kind)")
        }
        let folder = file.lastIndex(of: "/").map { $0 == file.startIndex ? "/" : String(file[..<$0]) } ?? ""
        self.init()
        currentContext = try root.string("current-context")
        clusters = try Self.named(root, "clusters", "cluster") { (field) throws(RemoteClusterError) in
            try ClusterEntry(field, folder: folder)
        }
        users = try Self.named(root, "users", "user") { (field) throws(RemoteClusterError) in
            try UserEntry(field, folder: folder)
        }
        contexts = try Self.named(root, "contexts", "context") { (field) throws(RemoteClusterError) in
            try ContextEntry(field)
        }
    }

    /// A list of `{name, ENTRY}` by name.
    private static func named<Entry>(
        _ root: ConfigField, _ list: String, _ member: String,
        _ read: (ConfigField) throws(RemoteClusterError) -> Entry
    ) throws(RemoteClusterError) -> [String: Entry] {
        var entries: [String: Entry] = [:]
        for element in try root.elements(list) {
            guard element.json.object != nil else { throw element.place.error("must be an object") }
            let name = try element.string("name") ?? ""
            guard entries[name] == nil else {
                throw element.place.error("name", "\"\(name)\" is there twice")
            }
            let empty = ConfigField(file: element.file, path: element.child(member), json: [:])
            entries[name] = try read(try element.object(member) ?? empty)
        }
        return entries
    }
}

extension ClusterEntry {
    fileprivate init(_ field: ConfigField, folder: String) throws(RemoteClusterError) {
        place = field.place
        server = try field.string("server") ?? ""
        authority = try field.content("certificate-authority", folder: folder)
        insecureSkipTLSVerify = try field.flag("insecure-skip-tls-verify")
        tlsServerName = try field.string("tls-server-name")
        proxyURL = try field.string("proxy-url")
        for item in try field.elements("extensions")
        where try item.string("name") == "client.authentication.k8s.io/exec" {
            execExtension = item.json["extension"]
        }
    }
}

extension ContextEntry {
    fileprivate init(_ field: ConfigField) throws(RemoteClusterError) {
        place = field.place
        cluster = try field.string("cluster") ?? ""
        user = try field.string("user") ?? ""
        namespace = try field.string("namespace")
    }
}

extension UserEntry {
    fileprivate init(_ field: ConfigField, folder: String) throws(RemoteClusterError) {
        place = field.place
        clientCertificate = try field.content("client-certificate", folder: folder)
        clientKey = try field.content("client-key", folder: folder)
        token = try field.string("token")
        tokenFile = try field.string("tokenFile").map { ConfigField.resolve($0, in: folder) }
        username = try field.string("username")
        password = try field.string("password")
        exec = try field.object("exec").map { (exec) throws(RemoteClusterError) in
            try ExecEntry(exec, folder: folder)
        }
        authProvider = try field.object("auth-provider")?.string("name")
        impersonation.user = try field.string("as") ?? ""
        impersonation.uid = try field.string("as-uid") ?? ""
        impersonation.groups = try field.strings("as-groups")
        if let extra = try field.object("as-user-extra"), let members = extra.json.object {
            for member in members { impersonation.extra[member.key] = try extra.strings(member.key) }
        }
    }
}

extension ExecEntry {
    fileprivate init(_ field: ConfigField, folder: String) throws(RemoteClusterError) {
        place = field.place
        apiVersion = try field.required("apiVersion")
        guard ExecCredential.versions.contains(apiVersion) else {
            throw place.error("apiVersion", "\(apiVersion) is not one of \(ExecCredential.versionList)")
        }
        // A bare name is looked for in PATH; a path is relative to the file.
        let program = try field.required("command")
        command = program.contains("/") ? ConfigField.resolve(program, in: folder) : program
        arguments = try field.strings("args")
        environment = [:]
        for variable in try field.elements("env") {
            environment[try variable.required("name")] = try variable.string("value") ?? ""
        }
        installHint = try field.string("installHint") ?? ""
        provideClusterInfo = try field.flag("provideClusterInfo")
        let mode = try field.string("interactiveMode")
        if mode == nil, apiVersion == ExecCredential.v1 {
            throw place.error("interactiveMode", "must be set for \(apiVersion)")
        }
        guard let known = InteractiveMode(rawValue: mode ?? "IfAvailable") else {
            throw place.error("interactiveMode", "must be Never, IfAvailable or Always")
        }
        interactiveMode = known
    }
}
