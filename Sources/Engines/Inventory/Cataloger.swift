/// Knows one kind of file that tells of packages.
///
/// A cataloger sees each file once and by itself: it may come from a directory, a machine or the stream of a layer.
public protocol Cataloger: Sendable {
    /// Which files it wants to see.
    var interest: FileInterest { get }

    /// Adds the packages that a file tells of; what the file says of itself is not believed without bounds.
    ///
    /// - Throws: ``InventoryProblem`` when the file is one of its kind and cannot be read whole; packages that were
    ///   added before stay.
    func catalog(_ file: borrowing CatalogedFile, into packages: inout [Package]) throws(InventoryProblem)
}

/// Which files a cataloger wants to see, by path alone, so that a million others cost nothing.
public struct FileInterest: Sendable, Hashable {
    /// Whole names of files, such as `package-lock.json`.
    public var names: Set<String>
    /// Ends of names, such as `.jar`.
    public var suffixes: Set<String>
    /// Whole paths from the root without the first slash, such as `var/lib/dpkg/status`.
    public var paths: Set<String>
    /// Directories whose files are wanted, such as `var/lib/dpkg/status.d`.
    public var directories: Set<String>
    /// Names of directories whose files are wanted wherever these stand, such as `conda-meta`.
    public var parents: Set<String>
    /// Whether programs and libraries in ELF are wanted, whatever their names.
    public var wantsPrograms: Bool

    /// Wants nothing but what is named.
    public init(
        names: Set<String> = [], suffixes: Set<String> = [], paths: Set<String> = [],
        directories: Set<String> = [], parents: Set<String> = [], wantsPrograms: Bool = false
    ) {
        self.names = names
        self.suffixes = suffixes
        self.paths = paths
        self.directories = directories
        self.parents = parents
        self.wantsPrograms = wantsPrograms
    }
}
