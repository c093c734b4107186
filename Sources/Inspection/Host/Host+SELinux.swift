/// One boolean of the loaded SELinux policy.
public struct SELinuxBoolean: Equatable, Sendable {
    /// The boolean's name.
    public var name: String
    /// The value in force.
    public var current: Bool
    /// The value that the next commit puts in force.
    public var pending: Bool
}

extension Host {
    /// The booleans of the loaded policy, or nil when no SELinux file system is mounted.
    public func selinuxBooleans() -> [SELinuxBoolean]? {
        guard let mount = mounts().first(where: { $0.type == "selinuxfs" }) else { return nil }
        let directory = mount.mountPoint.appending("booleans")
        return entries(of: directory).compactMap { name in
            guard let bytes = try? read(directory.appending(name.bytes), limit: 64) else { return nil }
            let values = bytes.split(separator: UInt8(ascii: " "))
            guard values.count == 2 else { return nil }
            return SELinuxBoolean(
                name: name.description, current: values[0].first == UInt8(ascii: "1"),
                pending: values[1].first == UInt8(ascii: "1"))
        }
    }
}
