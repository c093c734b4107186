import Inventory

/// A list of the software in something, as it is handed from one tool to another: CycloneDX or SPDX.
///
/// ```swift
/// let bill = try BillOfMaterials(bytes, name: "app.cdx.json")
/// let text = bill.spdxJSON()
/// ```
///
/// What an ``Inventory/Inventory`` says comes back from each format that is written, but for the order of licences
/// that are joined to one expression.
public struct BillOfMaterials: Sendable, Hashable {
    /// What the list is of.
    public struct Subject: Sendable, Hashable {
        /// The kinds of things that are looked at.
        public enum Kind: String, Sendable, CaseIterable {
            /// An image of a container.
            case image
            /// A directory or one file.
            case directory
            /// A machine.
            case host
            /// A program.
            case application
        }

        /// What kind of thing it is.
        public var kind: Kind
        /// Its name: a reference of an image, a path, a host's name.
        public var name: String
        /// Its version, such as an image's digest; nil for none.
        public var version: String?

        /// Names a thing.
        public init(_ kind: Kind, name: String, version: String? = nil) {
            self.kind = kind
            self.name = name
            self.version = version
        }
    }

    /// A program that made the list.
    public struct Tool: Sendable, Hashable {
        /// Its name.
        public var name: String
        /// Its version; nil when not told.
        public var version: String?

        /// Names a program.
        public init(name: String, version: String? = nil) {
            self.name = name
            self.version = version
        }
    }

    /// What the list is of; nil when it does not say.
    public var subject: Subject?
    /// When it was made, in seconds since 1970; nil when it does not say.
    public var created: Int64?
    /// What made it.
    public var tools: [Tool]
    /// The software.
    public var inventory: Inventory

    /// Makes a list; nothing is added to what is given, so that the same values give the same bytes.
    public init(
        _ inventory: Inventory, of subject: Subject? = nil, created: Int64? = nil, tools: [Tool] = []
    ) {
        self.inventory = inventory
        self.subject = subject
        self.created = created
        self.tools = tools
    }
}
