extension Package.Location {
    private static let declarations: Set<Substring> = [
        "requirements.txt", "Pipfile.lock", "poetry.lock", "uv.lock", "pdm.lock", "pylock.toml",
        "package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock",
        "pom.xml", "gradle.lockfile", "buildscript-gradle.lockfile", "go.mod", "Cargo.lock", "Gemfile.lock",
        "gems.locked", "composer.lock", "packages.lock.json", "project.assets.json", "Package.resolved",
    ]

    /// Whether the place is a file that says what a project needs, such as a lock file, and not software that is there.
    ///
    /// The packages of a lock file may have been installed elsewhere, built into a program or left out of an image:
    /// a package whose places are all declarations was not seen itself.
    public var isDeclaration: Bool {
        guard !path.contains("!/") else { return false }
        let name =
            path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path[path.index(after: $0)...] } ?? path[...]
        return Self.declarations.contains(name) || name.hasSuffix("requirements.txt")
    }
}
