import Host

/// Collects `unix:shadow_object`: the entries of `/etc/shadow`.
public final class ShadowProbe: Probe {
    /// The objects that it serves.
    public let objects = ["shadow_object"]
    private let host: Host
    private lazy var entries = host.shadowEntries()

    /// A probe on a host.
    public init(host: Host) { self.host = host }

    /// Collects the entries whose user name matches.
    public func collect(_ query: ObjectQuery) -> Collected {
        guard let username = query["username"] else {
            return Collected(.error, messages: ["object \(query.id) names no user"])
        }
        var items: [Item] = []
        for entry in entries where username.matches(entry.name) {
            var fields = [
                ItemField("username", entry.name), ItemField("password", entry.password),
                ItemField("chg_lst", entry.lastChange), ItemField("chg_allow", entry.minimumAge),
                ItemField("chg_req", entry.maximumAge), ItemField("exp_warn", entry.warningPeriod),
                ItemField("exp_inact", entry.inactivityPeriod), ItemField("exp_date", entry.expirationDate),
                ItemField("flag", String(entry.flag)),
            ]
            if let method = Self.method(entry.password) { fields.append(ItemField("encrypt_method", method)) }
            let item = Item("shadow_item", fields: fields)
            if query.filter.accepts(item) { items.append(item) }
        }
        return .found(items)
    }

    /// The method that the password's prefix names (OVAL 5.11, `unix-sc:EntityItemEncryptMethodType`); nil for
    /// a prefix that the enumeration does not know.
    static func method(_ password: String) -> String? {
        if password.hasPrefix("_") { return "BSDi" }
        guard password.hasPrefix("$") else { return "DES" }
        switch password.dropFirst().prefix(while: { $0 != "$" }) {
        case "1": return "MD5"
        case "2", "2a": return "Blowfish"
        case "md5": return "Sun MD5"
        case "5": return "SHA-256"
        case "6": return "SHA-512"
        default: return nil
        }
    }
}
