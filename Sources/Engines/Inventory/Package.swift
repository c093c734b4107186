/// A piece of software that is on a machine or in an image.
public struct Package: Sendable, Hashable {
    /// What the package was built from, where that has a name or version of its own.
    public struct Source: Sendable, Hashable {
        /// The name, such as `glibc` of the package `libc6`.
        public var name: String
        /// The version; advisories of Debian and Alpine speak of this one.
        public var version: String

        /// Names a source package.
        public init(name: String, version: String) {
            self.name = name
            self.version = version
        }
    }

    /// The list that it belongs to.
    public var type: PackageType
    /// The part of the name before the last slash or colon: npm's scope, Maven's group, Go's path, Composer's
    /// vendor, as the type's own tools write it; nil where the type has none.
    public var namespace: String?
    /// The name as the type's own tools write it.
    public var name: String
    /// The version as the type's own tools write it, with an epoch where it has one; empty when none is known.
    public var version: String
    /// The architecture as the package manager names it; nil where packages have none.
    public var architecture: String?
    /// What it was built from; nil when that is the package itself or is not told.
    public var source: Source?
    /// The module stream of an RPM package, `name:stream:version:context:architecture`; nil for none.
    public var module: String?
    /// Who built it, as its package manager records it (RPM's vendor); nil when not told.
    public var vendor: String?
    /// Its licences as they are declared.
    public var licenses: [String] = []
    /// Where it was found, sorted by path; one package may be installed at several places.
    public var locations: [Location] = []
    /// The package of the distribution that put its files there and judges it; nil for none.
    public var owner: String?

    /// A package of which no more than its name and version is known.
    public init(type: PackageType, namespace: String? = nil, name: String, version: String) {
        self.type = type
        self.namespace = namespace
        self.name = name
        self.version = version
    }
}

extension Package {
    /// Where a package was found.
    public struct Location: Sendable, Hashable, Comparable {
        /// What says that it is there, from the root without the first slash; what is in an archive stands behind
        /// `!/`, as in `app/all.war!/WEB-INF/lib/log4j-core.jar`.
        public var path: String
        /// The digest of the layer that brought the package first; nil outside of images.
        public var layer: String?

        /// Names a place.
        public init(path: String, layer: String? = nil) {
            self.path = path
            self.layer = layer
        }

        /// By path, then by layer.
        public static func < (a: Location, b: Location) -> Bool {
            (a.path, a.layer ?? "") < (b.path, b.layer ?? "")
        }
    }
}
