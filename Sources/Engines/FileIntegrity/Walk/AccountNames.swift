import Host
import Synchronization

/// The names of users and groups that access lists are written with: those of the machine that the program
/// runs on, as the peer asks its C library.
final class AccountNames: Sendable {
    private struct Names {
        var users: [UInt32: String] = [:]
        var groups: [UInt32: String] = [:]
    }

    private let host: Host?
    private let known = Mutex<Names?>(nil)

    /// The names that a host's account files give; read when the first is asked for.
    init(_ host: Host?) { self.host = host }

    /// The name of a user or group; nil when there is none.
    func name(isUser: Bool, number: UInt32) -> String? {
        known.withLock { known in
            let names = known ?? read()
            known = names
            return isUser ? names.users[number] : names.groups[number]
        }
    }

    private func read() -> Names {
        var names = Names()
        for user in host?.users() ?? [] {
            if let number = UInt32(exactly: user.userID), names.users[number] == nil {
                names.users[number] = user.name
            }
        }
        for group in host?.groups() ?? [] {
            if let number = UInt32(exactly: group.groupID), names.groups[number] == nil {
                names.groups[number] = group.name
            }
        }
        return names
    }
}
