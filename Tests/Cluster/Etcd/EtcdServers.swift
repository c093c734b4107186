import Etcd
import Glibc
import Synchronization
import Testing

extension Trait where Self == ConditionTrait {
    /// For tests that start etcd.
    static var needsEtcd: Self {
        .enabled(if: EtcdServers.isInstalled, "etcd-server and etcd-client are missing: make test-packages")
    }
}

/// Real etcd members on loopback ports, in folders that go with them.
final class EtcdServers: Sendable {
    /// Whether Debian's etcd-server and etcd-client are there.
    static let isInstalled = access("/usr/bin/etcd", X_OK) == 0 && access("/usr/bin/etcdctl", X_OK) == 0

    private struct Member {
        var arguments: [String]
        var process: pid_t
        var client: Int
    }

    private let folder: String
    private let isSecure: Bool
    private let members: Mutex<[Member]>

    /// Starts a cluster, runs a body, ends the cluster.
    static func run(
        members count: Int = 1, isSecure: Bool = false, _ body: (EtcdServers) async throws -> Void
    ) async throws {
        let servers = try await ready(count, isSecure)
        defer { servers.end() }
        try await body(servers)
    }

    /// A free port may be taken before etcd listens on it; then others are tried.
    private static func ready(_ count: Int, _ isSecure: Bool) async throws -> EtcdServers {
        for _ in 0..<3 {
            let servers = try EtcdServers(count, isSecure)
            if await servers.isReady() { return servers }
            servers.end()
        }
        throw Failure("etcd does not start")
    }

    private init(_ count: Int, _ isSecure: Bool) throws {
        var template = Array("/tmp/martlet-etcd-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw Failure("no folder for etcd") }
        let folder = String(cString: made)
        self.folder = folder
        self.isSecure = isSecure
        if isSecure { try Self.makeCertificates(in: folder) }
        let ports = try Self.freePorts(count * 2)
        let peers = (0..<count).map { "m\($0)=http://127.0.0.1:\(ports[$0 * 2 + 1])" }
        let scheme = isSecure ? "https" : "http"
        members = Mutex(
            (0..<count).map { index in
                let client = "\(scheme)://127.0.0.1:\(ports[index * 2])"
                let peer = "http://127.0.0.1:\(ports[index * 2 + 1])"
                var arguments = [
                    "/usr/bin/etcd", "--name", "m\(index)", "--data-dir", "\(folder)/m\(index)",
                    "--listen-client-urls", client, "--advertise-client-urls", client,
                    "--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer,
                    "--initial-cluster", peers.joined(separator: ","),
                    "--heartbeat-interval", "50", "--election-timeout", "500", "--logger", "zap",
                    "--log-outputs", "\(folder)/log\(index)",
                ]
                if isSecure {
                    arguments += [
                        "--cert-file", "\(folder)/server.crt", "--key-file", "\(folder)/server.key",
                        "--client-cert-auth", "--trusted-ca-file", "\(folder)/ca.crt",
                    ]
                }
                return Member(arguments: arguments, process: 0, client: ports[index * 2])
            })
        for index in 0..<count { try start(index) }
    }

    /// How Martlet reaches the cluster.
    var configuration: EtcdConfiguration {
        let ports = members.withLock { $0.map(\.client) }
        let list = ports.map { "\(isSecure ? "https" : "http")://127.0.0.1:\($0)" }.joined(separator: ",")
        var configuration = EtcdConfiguration(endpoints: EtcdEndpoint.list(list) ?? [])
        if isSecure {
            configuration.authorityFile = "\(folder)/ca.crt"
            configuration.certificateFile = "\(folder)/client.crt"
            configuration.keyFile = "\(folder)/client.key"
        }
        return configuration
    }

    /// The clients' port of a member.
    func port(_ index: Int) -> Int { members.withLock { $0[index].client } }

    /// Starts a member, also one that was killed.
    func start(_ index: Int) throws {
        let arguments = members.withLock { $0[index].arguments }
        let process = try Self.spawn(arguments, output: "\(folder)/output\(index)")
        members.withLock { $0[index].process = process }
    }

    /// Starts a member where Martlet does not look for it, and answers how etcdctl reaches it there.
    func startHidden(_ index: Int) throws -> (String...) throws -> String {
        let port = try Self.freePorts(1)[0]
        let address = "http://127.0.0.1:\(port)"
        let usual = "http://127.0.0.1:\(self.port(index))"
        let arguments = members.withLock { $0[index].arguments }.map { $0 == usual ? address : $0 }
        let process = try Self.spawn(arguments, output: "\(folder)/output\(index)")
        members.withLock { $0[index].process = process }
        let folder = folder
        return { (words: String...) throws -> String in
            try Self.output(["/usr/bin/etcdctl", "--endpoints", address] + words, in: folder)
        }
    }

    /// Sends a signal to a member; after SIGKILL it is gone when this returns.
    func signal(_ index: Int, _ number: Int32) {
        let process = members.withLock { $0[index].process }
        guard process > 0 else { return }
        kill(process, number)
        guard number == SIGKILL else { return }
        waitpid(process, nil, 0)
        members.withLock { $0[index].process = 0 }
    }

    /// What etcdctl prints.
    func control(_ arguments: String...) throws -> String {
        var words = [
            "/usr/bin/etcdctl", "--endpoints",
            configuration.endpoints.map(\.description).joined(separator: ","),
        ]
        if isSecure {
            words += [
                "--cacert", "\(folder)/ca.crt", "--cert", "\(folder)/client.crt", "--key",
                "\(folder)/client.key",
            ]
        }
        return try Self.output(words + arguments, in: folder)
    }

    /// The member that leads, as etcdctl's table of endpoints tells.
    func leader() throws -> Int {
        let table = try control("endpoint", "status", "-w", "simple")
        for line in table.split(separator: "\n") {
            let cells = line.split(separator: ",").map { $0.drop { $0 == " " } }
            guard cells.count > 5, cells[4] == "true" || cells[5] == "true" else { continue }
            let port = cells[0].split(separator: ":").last.flatMap { Int($0) }
            if let index = members.withLock({ $0.firstIndex { $0.client == port } }) { return index }
        }
        throw Failure("no leader in \(table)")
    }

    private func isReady() async -> Bool {
        let deadline = ContinuousClock.now + .seconds(15)
        while ContinuousClock.now < deadline, !hasEnded {
            if (try? control("endpoint", "health", "--command-timeout", "1s")) != nil { return true }
            try? await Task.sleep(for: .milliseconds(50))
        }
        return false
    }

    /// Whether a member has ended by itself.
    private var hasEnded: Bool {
        members.withLock { members in
            for index in members.indices where waitpid(members[index].process, nil, WNOHANG) != 0 {
                members[index].process = 0
                return true
            }
            return false
        }
    }

    private func end() {
        let count = members.withLock { $0.count }
        for index in 0..<count { signal(index, SIGKILL) }
        _ = try? Self.output(["/bin/rm", "-rf", folder], in: "/tmp")
    }

    struct Failure: Error, CustomStringConvertible {
        let description: String
        init(_ description: String) { self.description = description }
    }

    // MARK: Processes and ports

    private static func spawn(_ arguments: [String], output: String) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, "\(output).err", O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        var variables: [UnsafeMutablePointer<CChar>?] = [
            strdup("ETCDCTL_API=3"), strdup("PATH=/usr/bin:/bin"), nil,
        ]
        defer { for word in words + variables { free(word) } }
        var process: pid_t = 0
        guard posix_spawn(&process, arguments[0], &actions, nil, &words, &variables) == 0 else {
            throw Failure("\(arguments[0]) cannot be started")
        }
        return process
    }

    static func output(_ arguments: [String], in folder: String) throws -> String {
        var template = Array("\(folder)/out-XXXXXX".utf8CString)
        close(mkstemp(&template))
        let path = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
        defer {
            remove(path)
            remove("\(path).err")
        }
        let process = try spawn(arguments, output: path)
        var status: Int32 = 0
        waitpid(process, &status, 0)
        let text = contents(path)
        guard status == 0 else { throw Failure("\(arguments): \(contents("\(path).err"))") }
        return text
    }

    private static func contents(_ path: String) -> String {
        let file = open(path, O_RDONLY)
        defer { close(file) }
        var text: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(file, &buffer, buffer.count)
            guard count > 0 else { return String(decoding: text, as: UTF8.self) }
            text += buffer.prefix(count)
        }
    }

    private static func freePorts(_ count: Int) throws -> [Int] {
        var sockets: [Int32] = []
        defer { for socket in sockets { close(socket) } }
        return try (0..<count).map { _ in
            // Not to be inherited: a member that another test starts would keep the port taken.
            let kind = SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue
            let descriptor = socket(AF_INET, Int32(kind), 0)
            sockets.append(descriptor)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            var length = socklen_t(MemoryLayout<sockaddr_in>.size)
            let bound = withUnsafeMutablePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                    bind(descriptor, pointer, length) == 0 && getsockname(descriptor, pointer, &length) == 0
                }
            }
            guard bound else { throw Failure("no free port") }
            return Int(UInt16(bigEndian: address.sin_port))
        }
    }

    private static func makeCertificates(in folder: String) throws {
        let script = """
            set -e; cd '\(folder)'
            key="-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2"
            openssl req -x509 $key -subj /CN=etcd-ca -keyout ca.key -out ca.crt
            for name in server client; do
              openssl req $key -subj /CN=$name -keyout $name.key -out $name.csr
              echo "subjectAltName=IP:127.0.0.1,DNS:localhost
            extendedKeyUsage=serverAuth,clientAuth" > ext
              openssl x509 -req -in $name.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -extfile ext -out $name.crt
            done
            """
        _ = try output(["/bin/sh", "-c", script], in: folder)
    }
}
