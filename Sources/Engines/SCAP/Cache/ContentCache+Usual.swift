import Glibc

extension ContentCache {
    /// The cache where this user's programs keep what can be made again: `$XDG_CACHE_HOME/martlet`, root's
    /// `/var/cache/martlet`, or `.cache/martlet` in the home directory.
    ///
    /// - Returns: nil when `MARTLET_NO_CACHE` is set to something, or when there is no such place.
    public static func usual() -> ContentCache? {
        if value("MARTLET_NO_CACHE") != nil { return nil }
        // The base directory specification has relative paths ignored.
        if let base = value("XDG_CACHE_HOME"), base.hasPrefix("/") {
            return ContentCache(directory: base + "/martlet")
        }
        if geteuid() == 0 { return ContentCache(directory: "/var/cache/martlet") }
        guard let home = value("HOME"), home.hasPrefix("/") else { return nil }
        return ContentCache(directory: home + "/.cache/martlet")
    }

    private static func value(_ name: String) -> String? {
        guard let text = getenv(name), text.pointee != 0 else { return nil }
        return String(cString: text)
    }
}
