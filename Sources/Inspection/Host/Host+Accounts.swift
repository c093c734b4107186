/// One line of `/etc/passwd` (`passwd(5)`).
public struct User: Equatable, Sendable {
    /// The login name.
    public var name: String
    /// The password field, usually `x`.
    public var password: String
    /// The user's number.
    public var userID: Int64
    /// The number of the user's primary group.
    public var groupID: Int64
    /// The comment field.
    public var comment: String
    /// The home directory.
    public var home: String
    /// The login shell.
    public var shell: String
}

/// One line of `/etc/shadow` (`shadow(5)`); -1 stands for a day count that is not set.
public struct ShadowEntry: Equatable, Sendable {
    /// The login name.
    public var name: String
    /// The encrypted password.
    public var password: String
    /// The day of the last change, in days since 1970.
    public var lastChange: Int64
    /// Days before a change is allowed.
    public var minimumAge: Int64
    /// Days after which a change is due.
    public var maximumAge: Int64
    /// Days of warning before the password expires.
    public var warningPeriod: Int64
    /// Days after expiry until the account is locked.
    public var inactivityPeriod: Int64
    /// The day on which the account expires, in days since 1970.
    public var expirationDate: Int64
    /// The reserved field as an unsigned number; all bits are set when it is empty.
    public var flag: UInt64
}

/// One line of `/etc/group` (`group(5)`).
public struct Group: Equatable, Sendable {
    /// The group's name.
    public var name: String
    /// The group's number.
    public var groupID: Int64
    /// The names of the members.
    public var members: [String]
}

extension Host {
    /// The users of `/etc/passwd` in file order.
    ///
    /// Lines by which the C library finds nobody are skipped.
    public func users() -> [User] { passwordEntries().filter { !Self.isForNIS($0.name.utf8.first) } }

    /// The entries of `/etc/passwd` in file order, as `getpwent(3)` lists them: users, and the `+` and `-` lines that
    /// NIS reads, whose numbers are 0 where there is none.
    public func passwordEntries() -> [User] {
        records(of: "/etc/passwd", forNIS: true).compactMap { fields in
            let isForNIS = Self.isForNIS(fields.at(0).utf8.first)
            guard isForNIS || fields.count >= 4 else { return nil }
            func number(_ text: String) -> Int64? { isForNIS && text.isEmpty ? 0 : Int64(text) }
            guard let user = number(fields.at(2)), let group = number(fields.at(3)) else { return nil }
            return User(
                name: fields.at(0), password: fields.at(1), userID: user, groupID: group,
                comment: fields.at(4), home: fields.at(5), shell: fields.at(6))
        }
    }

    /// The entries of `/etc/shadow` in file order; empty when the file cannot be read.
    public func shadowEntries() -> [ShadowEntry] {
        records(of: "/etc/shadow").compactMap { fields in
            guard fields.count >= 2 else { return nil }
            func days(_ index: Int) -> Int64 { Int64(fields.at(index)) ?? -1 }
            return ShadowEntry(
                name: fields[0], password: fields[1], lastChange: days(2), minimumAge: days(3),
                maximumAge: days(4), warningPeriod: days(5), inactivityPeriod: days(6),
                expirationDate: days(7),
                flag: UInt64(fields.at(8)) ?? .max)
        }
    }

    /// The groups of `/etc/group` in file order.
    public func groups() -> [Group] {
        records(of: "/etc/group").compactMap { fields in
            guard fields.count >= 3, let number = Int64(fields[2]) else { return nil }
            return Group(
                name: fields[0], groupID: number,
                members: fields.at(3).split(separator: ",").map { String($0) })
        }
    }

    /// The colon-separated records of an account file, without comments and, unless they are asked for, the `+` and
    /// `-` lines of NIS.
    private func records(of path: HostPath, forNIS: Bool = false) -> [[String]] {
        lines(of: path).compactMap { line in
            guard let first = line.first, first != UInt8(ascii: "#"), forNIS || !Self.isForNIS(first) else {
                return nil
            }
            return line.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
                .map { String(decoding: $0, as: UTF8.self) }
        }
    }

    private static func isForNIS(_ first: UInt8?) -> Bool {
        first == UInt8(ascii: "+") || first == UInt8(ascii: "-")
    }
}

extension [String] {
    /// The field at an index; empty when the line is shorter.
    fileprivate func at(_ index: Int) -> String { index < count ? self[index] : "" }
}
