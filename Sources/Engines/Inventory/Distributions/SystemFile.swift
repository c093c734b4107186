import RPM

/// The files by which a distribution tells what it is and what is installed.
enum SystemFile: Hashable, Sendable {
    /// `os-release(5)`, or an older file of one line.
    case release
    /// dpkg's or opkg's list of packages.
    case dpkg
    /// One package of an image without dpkg, as distroless images keep it.
    case dpkgPart
    /// The files of one package of dpkg or opkg.
    case dpkgFiles
    /// The digests of the files of one package in an image without dpkg.
    case dpkgSums
    /// apk's list of packages.
    case apk
    /// RPM's database of one form.
    case rpm(RPMDatabase.Format)
    /// What waits to be put into a database of SQLite.
    case rpmLog
    /// The manifest of a chiselled root.
    case chisel
    /// What every build of a kernel leaves among its modules.
    case kernelModules
    /// A kernel.
    case kernel

    /// What a path is, from the root without the first slash; nil for anything else.
    init?(_ path: String) {
        if let known = Self.known[path] {
            self = known
            return
        }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard let name = parts.last else { return nil }
        switch parts.dropLast().joined(separator: "/") {
        case "var/lib/dpkg/status.d": self = name.hasSuffix(".md5sums") ? .dpkgSums : .dpkgPart
        case "var/lib/dpkg/info", "usr/lib/opkg/info", "var/lib/opkg/info":
            guard name.hasSuffix(".list") else { return nil }
            self = .dpkgFiles
        case "boot":
            guard name.hasPrefix("vmlinuz-") || name.hasPrefix("vmlinux-") else { return nil }
            self = .kernel
        default:
            let modules = parts.first == "usr" ? parts.dropFirst() : parts[...]
            guard modules.count == 4, modules.starts(with: ["lib", "modules"]), name == Self.moduleList else {
                return nil
            }
            self = .kernelModules
        }
    }

    /// What is to be shown to ``SystemReader``.
    static let interest = FileInterest(
        names: [moduleList], paths: Set(known.keys),
        directories: [
            "var/lib/dpkg/status.d", "var/lib/dpkg/info", "usr/lib/opkg/info", "var/lib/opkg/info", "boot",
        ])

    /// Whether its content is needed, or its path says all.
    var needsContent: Bool { self != .kernel && self != .kernelModules }

    /// How far down the list of files a file stands that name the system: the first that is there counts.
    static func rank(ofRelease path: String) -> Int { releases.firstIndex(of: path) ?? .max }

    /// The files that name the system, those of a derived one before those that it keeps of another.
    static let releases =
        ["etc/os-release", "usr/lib/os-release"]
        + [
            "centos", "rocky", "almalinux", "oracle", "fedora", "amazon-linux", "mariner", "azurelinux",
            "redhat", "system", "alpine",
        ].map { "etc/\($0)-release" } + ["etc/debian_version"]

    /// Every file that is found by its whole path.
    static let known: [String: SystemFile] = {
        var known: [String: SystemFile] = [:]
        for path in releases { known[path] = .release }
        for path in ["var/lib/dpkg/status", "usr/lib/opkg/status", "var/lib/opkg/status"] {
            known[path] = .dpkg
        }
        for path in ["lib/apk/db/installed", "usr/lib/apk/db/installed"] { known[path] = .apk }
        for directory in ["usr/lib/sysimage/rpm", "var/lib/rpm", "usr/share/rpm"] {
            known[directory + "/rpmdb.sqlite"] = .rpm(.sqlite)
            known[directory + "/rpmdb.sqlite-wal"] = .rpmLog
            known[directory + "/Packages.db"] = .rpm(.ndb)
            known[directory + "/Packages"] = .rpm(.berkeley)
        }
        known["var/lib/chisel/manifest.wall"] = .chisel
        return known
    }()

    private static let moduleList = "modules.builtin"
}
