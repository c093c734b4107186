extension RPMPackage {
    /// Who built the package, such as `Red Hat, Inc.`; nil when that is not recorded.
    public var vendor: String? { text(.vendor) }

    /// The licence as the package states it; nil when it states none.
    public var license: String? { text(.license) }

    /// The file name of the source package, such as `glibc-2.34-28.el9.src.rpm`; nil for none.
    public var sourcePackage: String? { text(.sourcePackage) }

    /// The module stream that it belongs to, `name:stream:version:context`; nil for none.
    public var modularityLabel: String? { text(.modularityLabel) }

    /// A field's text unless it says that there is none, as RPM prints an absent field and some builders store.
    private func text(_ tag: RPMTag) -> String? {
        header.string(tag).flatMap { $0.isEmpty || $0 == "(none)" ? nil : $0 }
    }

    /// Calls `body` with the path of each file, in two parts, without reading more of the header.
    public func forEachPath(_ body: (_ directory: ArraySlice<UInt8>, _ name: ArraySlice<UInt8>) -> Void) {
        let names = header.texts(.baseNames)
        if names.isEmpty { return header.texts(.oldFileNames).forEach { body([], $0) } }
        let directories = header.texts(.directoryNames)
        let places = header.integers(.directoryIndexes)
        guard places.count == names.count else { return }
        for (place, name) in zip(places, names) where place < UInt64(directories.count) {
            body(directories[Int(place)], name)
        }
    }
}
