import Host

/// Collects `unix:password_object`: the entries of `/etc/passwd`.
///
/// Those that NIS reads are among them: content that looks for a second user with the number 0 has to see them.
public final class PasswordProbe: Probe {
    /// The objects that it serves.
    public let objects = ["password_object"]
    private let host: Host
    private lazy var users = host.passwordEntries()

    /// A probe on a host.
    public init(host: Host) { self.host = host }

    /// Collects the users whose name matches.
    public func collect(_ query: ObjectQuery) -> Collected {
        guard let username = query["username"] else {
            return Collected(.error, messages: ["object \(query.id) names no user"])
        }
        var items: [Item] = []
        for user in users where username.matches(user.name) {
            let item = Item(
                "password_item",
                fields: [
                    ItemField("username", user.name), ItemField("password", user.password),
                    ItemField("user_id", user.userID), ItemField("group_id", user.groupID),
                    ItemField("gcos", user.comment), ItemField("home_dir", user.home),
                    ItemField("login_shell", user.shell), ItemField("last_login", lastLogin(user)),
                ])
            if query.filter.accepts(item) { items.append(item) }
        }
        return .found(items)
    }

    /// Seconds since 1970 from `lastlog(8)`'s sparse file, one record of 292 bytes a user number; -1 when
    /// unknown.
    private func lastLogin(_ user: User) -> Int64 {
        guard user.userID >= 0, user.userID < 1 << 32,
            let record = try? host.read("/var/log/lastlog", at: Int(user.userID) * 292, count: 4),
            record.count == 4
        else { return -1 }
        return Int64(Int32(bitPattern: record.reversed().reduce(0) { $0 << 8 | UInt32($1) }))
    }
}
