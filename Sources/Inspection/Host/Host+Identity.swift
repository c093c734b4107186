import CLinux
import Glibc

/// What `uname(2)` says.
public struct SystemName: Equatable, Sendable {
    /// The machine's hardware, such as `x86_64`.
    public var machine: String
    /// The host's name in the network.
    public var nodeName: String
    /// The kernel's name, `Linux`.
    public var systemName: String
    /// The kernel's release.
    public var release: String
    /// The kernel's build.
    public var version: String
}

extension Host {
    /// The running kernel's name, or nil for a directory, which runs none.
    public func systemName() -> SystemName? {
        guard isLive else { return nil }
        observer?.willAsk(.fleeting)
        var name = utsname()
        guard uname(&name) == 0 else { return nil }
        func text<T>(_ field: T) -> String {
            withUnsafeBytes(of: field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        }
        return SystemName(
            machine: text(name.machine), nodeName: text(name.nodename), systemName: text(name.sysname),
            release: text(name.release), version: text(name.version))
    }

    /// The host's name: the kernel's on a live machine, `/etc/hostname` in a directory; empty when unknown.
    public func name() -> String {
        if let name = systemName() { return name.nodeName }
        let line = lines(of: "/etc/hostname").first { !$0.isEmpty && $0.first != UInt8(ascii: "#") }
        return line.map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    /// The assignments of `os-release(5)`, unquoted; empty when the file is missing.
    public func osRelease() -> [String: String] {
        let path: HostPath = exists("/etc/os-release") ? "/etc/os-release" : "/usr/lib/os-release"
        return Self.assignments((try? read(path, limit: 1 << 20)) ?? [])
    }

    /// The assignments of a text in the form of `os-release(5)`, unquoted.
    public static func assignments(_ text: [UInt8]) -> [String: String] {
        var result: [String: String] = [:]
        for line in text.split(separator: UInt8(ascii: "\n")) {
            guard line.first != UInt8(ascii: "#"), let equals = line.firstIndex(of: UInt8(ascii: "=")) else {
                continue
            }
            result[String(decoding: line[..<equals], as: UTF8.self)] = unquoted(line[(equals + 1)...])
        }
        return result
    }

    private static func unquoted(_ value: ArraySlice<UInt8>) -> String {
        var value = value
        if let quote = value.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
            value.count >= 2, value.last == quote
        {
            value = value.dropFirst().dropLast()
        }
        var bytes: [UInt8] = []
        var escaped = false
        for byte in value {
            if byte == UInt8(ascii: "\\"), !escaped {
                escaped = true
            } else {
                bytes.append(byte)
                escaped = false
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
