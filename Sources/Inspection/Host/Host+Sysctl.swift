extension Host {
    /// The value of one kernel parameter as `/proc/sys` gives it, or nil when the kernel has none.
    ///
    /// A name's dots separate directories; a slash in a name stands for a dot in a directory's name, as
    /// `sysctl(8)` writes interface names.
    public func sysctl(_ name: String) -> [UInt8]? {
        guard !name.isEmpty, !name.utf8.contains(0) else { return nil }
        if isLive { return try? read(Self.sysctlPath(name), limit: 1 << 20) }
        return configuredSysctls()[name].map { Array($0.utf8) }
    }

    /// The parameters that `sysctl.d(5)` would set at boot, later files over earlier ones.
    ///
    /// A file's name decides its place, and a file in `/etc` replaces one of the same name in `/run` or
    /// `/usr/lib`; `/etc/sysctl.conf` comes last, as `sysctl --system` reads it.
    public func configuredSysctls() -> [String: String] {
        var files: [[UInt8]: HostPath] = [:]
        let directories: [HostPath] = [
            "/usr/lib/sysctl.d", "/usr/local/lib/sysctl.d", "/run/sysctl.d", "/etc/sysctl.d",
        ]
        for directory in directories {
            for name in entries(of: directory) where name.bytes.suffix(5) == Array(".conf".utf8)[...] {
                files[name.bytes] = directory.appending(name.bytes)
            }
        }
        let ordered = files.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
        var values: [String: String] = [:]
        for path in ordered + ["/etc/sysctl.conf"] {
            for line in lines(of: path, limit: 1 << 20) {
                let text = String(decoding: line, as: UTF8.self)
                guard let equals = text.firstIndex(of: "="),
                    let first = text.first(where: { !$0.isWhitespace }),
                    first != "#", first != ";"
                else { continue }
                var name = text[..<equals].trimmingBlanks()
                if name.first == "-" { name = name.dropFirst().trimmingBlanks() }
                values[Self.dotted(name)] = String(text[text.index(after: equals)...].trimmingBlanks())
            }
        }
        return values
    }

    /// The file of a parameter: dots become slashes, slashes become dots.
    public static func sysctlPath(_ name: String) -> HostPath {
        HostPath(
            bytes: "/proc/sys/".utf8.map { $0 }
                + name.utf8.map {
                    $0 == UInt8(ascii: ".")
                        ? UInt8(ascii: "/") : $0 == UInt8(ascii: "/") ? UInt8(ascii: ".") : $0
                })
    }

    /// A name whose first separator is a slash is written with slashes throughout.
    private static func dotted(_ name: Substring) -> String {
        guard let separator = name.first(where: { $0 == "/" || $0 == "." }), separator == "/" else {
            return String(name)
        }
        return String(name.map { $0 == "/" ? "." : $0 == "." ? "/" : $0 })
    }
}

extension Substring {
    /// The text without blanks at either end.
    fileprivate func trimmingBlanks() -> Substring {
        var text = self
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return text
    }
}
