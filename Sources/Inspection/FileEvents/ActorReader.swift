import Glibc
import Host

/// Finds out who a process is while it is there; belongs to one thread.
///
/// A process is asked for by its descriptor where there is one: when it has not ended after its files in `/proc` were
/// read, they were its own and not those of another that was given its number.
final class ActorReader {
    private let users: UserNames
    private let system: Host?
    private let broker: EventBroker?
    /// What was found since the last events were read.
    private var known: [Int32: EventActor] = [:]

    /// - Parameter broker: who is asked for what this process may not see itself.
    init(_ host: Host, broker: EventBroker?) {
        users = UserNames(host)
        system = try? Host()
        self.broker = broker
    }

    /// Forgets what was found: a process may run another program the next time.
    func forget() { known.removeAll(keepingCapacity: true) }

    /// Who a process is.
    func actor(_ process: Int32, _ descriptor: FanotifyRecord.ProcessDescriptor) -> EventActor {
        guard process > 0, let system else { return .untold }
        if let found = known[process], found.state == .seen { return found }
        var actor = EventActor(state: .seen, process: process)
        read(&actor, system, process)
        let isGone =
            switch descriptor {
            case .open(let number): Self.hasEnded(number)
            case .gone: true
            case .untold: actor.command == nil
            }
        if isGone, !isStillNamed(descriptor) { actor = EventActor(state: .gone, process: process) }
        if isGone { actor.state = .gone }
        known[process] = actor
        return actor
    }

    private func read(_ actor: inout EventActor, _ system: Host, _ process: Int32) {
        let directory = HostPath("/proc/\(process)")
        actor.executable =
            (try? system.linkTarget(of: directory.appending("exe")).bytes) ?? broker?.executable(of: process)
        guard let status = try? system.read(directory.appending("status"), limit: 1 << 16) else { return }
        let login = try? system.read(directory.appending("loginuid"), limit: 64)
        for line in status.split(separator: 0x0A) {
            if line.starts(with: "Name:\t".utf8) {
                actor.command = String(decoding: line.dropFirst(6), as: UTF8.self)
            } else if line.starts(with: "Uid:\t".utf8) {
                let number = line.dropFirst(5).prefix { $0 != 0x09 }
                actor.userID = UInt32(String(decoding: number, as: UTF8.self))
                break
            }
        }
        actor.userName = actor.userID.flatMap(users.name)
        let number = login.flatMap { UInt32(String(decoding: $0.prefix { $0 != 0x0A }, as: UTF8.self)) }
        // All bits set stand for nobody.
        if let number, number != .max {
            actor.loginUserID = number
            actor.loginUserName = users.name(number)
        }
        actor.container = (try? system.read(directory.appending("cgroup"), limit: 1 << 16))
            .flatMap { ContainerReference(groups: $0) }
    }

    /// A process's descriptor can be read from when it has ended (`pidfd_open(2)`).
    private static func hasEnded(_ descriptor: Int32) -> Bool {
        var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&wait, 1, 0) > 0
    }

    /// Whether the number is still the process's: one that has ended keeps it until its parent has asked for it.
    private func isStillNamed(_ descriptor: FanotifyRecord.ProcessDescriptor) -> Bool {
        guard case .open(let number) = descriptor, let system,
            let text = try? system.read(HostPath("/proc/self/fdinfo/\(number)"), limit: 4096)
        else { return false }
        for line in text.split(separator: 0x0A) where line.starts(with: "Pid:\t".utf8) {
            return (Int32(String(decoding: line.dropFirst(5), as: UTF8.self)) ?? -1) > 0
        }
        return false
    }
}

/// The names of a host's users; read anew when the file that gives them has changed.
final class UserNames {
    private let host: Host
    private var names: [UInt32: String] = [:]
    private var status: FileStatus?

    init(_ host: Host) { self.host = host }

    /// The name of a user; nil when there is none.
    func name(_ number: UInt32) -> String? {
        let now = try? host.status(of: "/etc/passwd", followingLinks: true)
        if var now {
            // Reading the file is no change of it.
            now.accessTime = 0
            if now != status {
                status = now
                names = [:]
                for user in host.users() {
                    if let id = UInt32(exactly: user.userID), names[id] == nil { names[id] = user.name }
                }
            }
        }
        return names[number]
    }
}
