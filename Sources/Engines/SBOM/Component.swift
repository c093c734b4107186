/// What a bill of materials says of one thing, in whatever format.
struct Component {
    enum Kind { case library, operatingSystem, other }

    var kind = Kind.library
    /// Where it stands, for problems.
    var place = ""
    var group: String?
    var name = ""
    var version = ""
    /// The package URL.
    var url: String?
    var vendor: String?
    var licenses: [String] = []
    /// What the format has no field for, by the names that trivy, syft and this program give it.
    var properties: [Property] = []
}

/// A name and a value.
struct Property: Sendable, Hashable {
    var name: String
    var value: String
}
