import Glibc
import ScratchRoots
import Testing

@testable import Host

/// The bus client against the real daemon, on a socket of the test's own.
@Suite(.enabled(if: access("/usr/bin/dbus-daemon", X_OK) == 0, "dbus-daemon is not installed"))
struct SystemBusTests {
    @Test("the real daemon accepts the client, answers calls and refuses unknown ones")
    func realDaemon() throws {
        let root = try ScratchRoot()
        let socket = root.path + "/bus"
        let daemon = popen(
            "/usr/bin/dbus-daemon --session --fork --print-pid --address=unix:path=\(socket)", "r")
        var line = [CChar](repeating: 0, count: 32)
        let isRunning = daemon.map { fgets(&line, 32, $0) != nil } ?? false
        try #require(isRunning, "the daemon did not start")
        defer {
            kill(atoi(line), SIGTERM)
            pclose(daemon)
        }
        let bus = try SystemBus(path: socket)
        let names = try bus.call(
            "org.freedesktop.DBus", path: "/org/freedesktop/DBus", interface: "org.freedesktop.DBus",
            member: "ListNames")
        guard case .array(let list)? = names.first else {
            throw ServiceManagerError.unexpectedReply("ListNames")
        }
        #expect(list.contains(.string("org.freedesktop.DBus")))
        let properties = try bus.call(
            "org.freedesktop.DBus", path: "/org/freedesktop/DBus",
            interface: "org.freedesktop.DBus.Properties",
            member: "GetAll", arguments: ["org.freedesktop.DBus"])
        guard case .array(let entries)? = properties.first else {
            throw ServiceManagerError.unexpectedReply("GetAll")
        }
        #expect(
            entries.contains {
                if case .structure(let pair) = $0 { pair.first == .string("Features") } else { false }
            })
        #expect(throws: ServiceManagerError.self) {
            try bus.call("org.example.None", path: "/", interface: "org.example.None", member: "Nothing")
        }
    }
}
