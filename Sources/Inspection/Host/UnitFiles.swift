import Glibc

/// systemd's unit files in a directory where no service manager runs (`systemd.unit(5)`).
///
/// Tells what the files alone decide: which units there are, where they come from, whether they are enabled or
/// masked, and what pulls in what. Whether a unit is active only a running manager knows.
public final class UnitFiles {
    private let host: Host
    /// Where units are looked for; what comes first wins.
    private let directories: [HostPath]
    private lazy var places = findPlaces()
    private var known: [String: Unit] = [:]

    /// What the files say of one unit.
    public struct Unit: Equatable, Sendable {
        /// `loaded`, `masked` or `not-found`.
        public var loadState: String
        /// The file that defines it; nil when there is none.
        public var fragment: HostPath?
        /// The drop-in files in the order in which they apply.
        public var dropIns: [HostPath] = []
        /// The settings, by section and name, each with its values in order.
        public var settings: [String: [String]] = [:]
    }

    private struct Place {
        var fragment: HostPath
        /// The unit that a link to another name stands for.
        var alias: String?
        var isMasked: Bool
    }

    init(host: Host) {
        self.host = host
        var directories: [HostPath] = [
            "/etc/systemd/system", "/run/systemd/system", "/usr/local/lib/systemd/system",
            "/usr/lib/systemd/system",
        ]
        // On a host without a merged /usr units are below /lib too.
        if (try? host.linkTarget(of: "/lib")) == nil { directories.append("/lib/systemd/system") }
        self.directories = directories
    }

    /// The names of all units that have a file, in byte order.
    public func names() -> [String] { places.keys.sorted() }

    /// What the files say of a unit, whatever it is called.
    public func unit(_ name: String) -> Unit {
        if let unit = known[name] { return unit }
        let unit = read(name)
        known[name] = unit
        return unit
    }

    /// The units that a unit requires and wants, its own settings and the links that were made when units were
    /// enabled.
    public func dependencies(of name: String) -> [String] {
        let unit = unit(name)
        if unit.loadState != "loaded" { return [] }
        var found: [String] = []
        for setting in ["Unit.Requires", "Unit.Wants"] {
            for value in unit.settings[setting] ?? [] {
                found += value.split(separator: " ").map { Self.instance(String($0), of: name) }
            }
        }
        for suffix in [".requires", ".wants"] {
            for directory in directories {
                found += host.entries(of: directory.appending(name + suffix)).map(\.description)
            }
        }
        var seen: Set<String> = []
        return found.filter { seen.insert($0).inserted }
    }

    /// `enabled`, `disabled`, `static`, `masked`, `alias`, `indirect` or `enabled-runtime`, as
    /// `systemctl is-enabled` says; nil when there is no such unit.
    public func fileState(of name: String) -> String? {
        guard let place = places[name] else {
            return places[Self.template(of: name)].map { _ in isPulledIn(name) ? "enabled" : "disabled" }
        }
        if place.isMasked {
            return place.fragment.bytes.starts(with: "/run/".utf8) ? "masked-runtime" : "masked"
        }
        if place.alias != nil { return "alias" }
        let unit = unit(name)
        if isPulledIn(name) { return "enabled" }
        let install = unit.settings.keys.filter { $0.hasPrefix("Install.") }
        if install.contains(where: {
            ["Install.WantedBy", "Install.RequiredBy", "Install.Alias"].contains($0)
        }) {
            return "disabled"
        }
        return install.contains("Install.Also") ? "indirect" : "static"
    }

    /// What the presets ask for (`systemd.preset(5)`): `enabled` or `disabled`.
    public func preset(of name: String) -> String {
        let rule = presetRules.first { fnmatch($0.pattern, name, FNM_NOESCAPE) == 0 }
        return rule?.enables == false ? "disabled" : "enabled"
    }

    private lazy var presetRules: [(enables: Bool, pattern: String)] = {
        var files: [[UInt8]: HostPath] = [:]
        for directory in [
            "/usr/lib/systemd/system-preset", "/usr/local/lib/systemd/system-preset",
            "/run/systemd/system-preset", "/etc/systemd/system-preset",
        ] as [HostPath] {
            for name in host.entries(of: directory) where name.bytes.suffix(7).elementsEqual(".preset".utf8) {
                files[name.bytes] = directory.appending(name.bytes)
            }
        }
        let ordered = files.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
        return ordered.flatMap { host.lines(of: $0, limit: 1 << 20) }.compactMap { line in
            let words = line.split { $0 == 0x20 || $0 == 0x09 }.map { String(decoding: $0, as: UTF8.self) }
            guard words.count >= 2, words[0] == "enable" || words[0] == "disable" else { return nil }
            return (words[0] == "enable", words[1])
        }
    }()

    /// Links in `.wants` and `.requires` directories, and aliases, are what enabling makes.
    private func isPulledIn(_ name: String) -> Bool { pulledIn.contains(name) }

    private lazy var pulledIn: Set<String> = {
        var names: Set<String> = []
        for directory in directories.prefix(2) {
            for entry in host.entries(of: directory) {
                let text = entry.description
                if text.hasSuffix(".wants") || text.hasSuffix(".requires") {
                    names.formUnion(host.entries(of: directory.appending(entry.bytes)).map(\.description))
                } else if let alias = places[text]?.alias {
                    names.insert(alias)
                }
            }
        }
        return names
    }()

    private func findPlaces() -> [String: Place] {
        var places: [String: Place] = [:]
        for directory in directories {
            for entry in host.entries(of: directory) {
                let name = entry.description
                guard Self.isUnitName(name), places[name] == nil else { continue }
                let path = directory.appending(entry.bytes)
                guard let status = try? host.status(of: path, followingLinks: false) else { continue }
                switch status.kind {
                case .regular:
                    // An empty file masks as a link to /dev/null does.
                    places[name] = Place(fragment: path, isMasked: status.size == 0)
                case .symbolicLink:
                    guard let target = try? host.linkTarget(of: path) else { continue }
                    let last = HostPath(bytes: target.split.name).description
                    places[name] = Place(
                        fragment: path, alias: last != name && last != "null" ? last : nil,
                        isMasked: target == "/dev/null")
                default: continue
                }
            }
        }
        return places
    }

    private func read(_ name: String) -> Unit {
        guard let place = places[name] ?? places[Self.template(of: name)] else {
            return Unit(loadState: "not-found")
        }
        if place.isMasked { return Unit(loadState: "masked", fragment: place.fragment) }
        if let alias = place.alias, alias != name, places[alias] != nil, places[alias]?.alias == nil {
            return unit(alias)
        }
        var unit = Unit(loadState: "loaded", fragment: place.fragment)
        take(place.fragment, into: &unit)
        var files: [[UInt8]: HostPath] = [:]
        for directory in directories.reversed() {
            for directoryName in Set([Self.template(of: name), name]).sorted() {
                let dropIns = directory.appending(directoryName + ".d")
                for file in host.entries(of: dropIns) where file.bytes.suffix(5).elementsEqual(".conf".utf8) {
                    files[file.bytes] = dropIns.appending(file.bytes)
                }
            }
        }
        unit.dropIns = files.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
        for file in unit.dropIns { take(file, into: &unit) }
        return unit
    }

    /// An empty value takes back what came before, as in the manager itself.
    private func take(_ path: HostPath, into unit: inout Unit) {
        var section = ""
        var pending = ""
        for line in host.lines(of: path, limit: 1 << 20) {
            var text = pending + String(decoding: line, as: UTF8.self)
            pending = ""
            if text.hasSuffix("\\") {
                pending = String(text.dropLast()) + " "
                continue
            }
            text = text.trimmingBlanks()
            guard let first = text.first, first != "#", first != ";" else { continue }
            if first == "[", text.last == "]" {
                section = String(text.dropFirst().dropLast())
            } else if let equals = text.firstIndex(of: "=") {
                let key = "\(section).\(String(text[..<equals]).trimmingBlanks())"
                let value = String(text[text.index(after: equals)...]).trimmingBlanks()
                if value.isEmpty {
                    unit.settings[key] = nil
                } else {
                    unit.settings[key, default: []].append(value)
                }
            }
        }
    }

    private static func isUnitName(_ name: String) -> Bool {
        [
            ".service", ".socket", ".target", ".timer", ".mount", ".automount", ".path", ".slice", ".scope",
            ".swap", ".device",
        ].contains { name.hasSuffix($0) }
    }

    /// `getty@tty1.service` is made from `getty@.service`.
    static func template(of name: String) -> String {
        guard let at = name.firstIndex(of: "@"), let dot = name.lastIndex(of: "."), at < dot else {
            return name
        }
        return String(name[...at]) + String(name[dot...])
    }

    /// `%i` in a dependency is the instance's name.
    private static func instance(_ text: String, of name: String) -> String {
        guard text.contains("%"), let at = name.firstIndex(of: "@"), let dot = name.lastIndex(of: "."),
            at < dot
        else { return text }
        let instance = String(name[name.index(after: at)..<dot])
        return text.replacing("%i", with: instance).replacing("%I", with: instance)
    }
}

extension String {
    /// The text without blanks at either end.
    fileprivate func trimmingBlanks() -> String {
        var text = self[...]
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }
}
