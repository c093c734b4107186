import Capability
import Files
import Glibc
import Host
import Images
import Inventory
import SBOM

/// Something whose software can be listed, as a person names it.
struct SoftwareSource {
    /// What it is.
    enum Kind {
        /// A layout or archive of an image.
        case image
        /// A directory that holds a machine's files.
        case directory
        /// A bill of materials.
        case bill
    }

    let kind: Kind
    /// Where it is.
    let path: String

    /// Reads `dir:PATH`, `sbom:PATH`, `oci:PATH`, `docker-archive:PATH` or a path alone, which is looked at.
    ///
    /// - Throws: ``CommandFailure`` when there is nothing.
    init(_ text: String) throws {
        let prefixes: [(String, Kind)] = [
            ("dir:", .directory), ("sbom:", .bill), ("oci:", .image), ("oci-archive:", .image),
            ("docker-archive:", .image),
        ]
        for (prefix, kind) in prefixes where text.hasPrefix(prefix) {
            self.kind = kind
            path = String(text.dropFirst(prefix.count))
            return
        }
        path = text
        if Image.isImage(text) {
            kind = .image
            return
        }
        var status = stat()
        guard stat(text, &status) == 0 else {
            // It may be an image with the name of one of several behind a colon.
            kind = .image
            return
        }
        kind = status.st_mode & S_IFMT == S_IFDIR ? .directory : .bill
    }

    /// Lists the software.
    ///
    /// - Throws: an error that names what cannot be read at all; what is missing in part is among the inventory's
    ///   problems.
    func inventory(_ reader: InventoryReader) throws -> Inventory {
        switch kind {
        case .image: return reader.inventory(of: try Image(path))
        case .directory: return reader.inventory(of: try Host(root: path))
        case .bill:
            guard let bytes = try SmallFile.read(path, limit: 1 << 30) else {
                throw CommandFailure("\(path): is not there")
            }
            return try BillOfMaterials(bytes, name: path).inventory
        }
    }

    /// What a bill of materials says that it is of.
    var subject: BillOfMaterials.Subject {
        switch kind {
        case .image: BillOfMaterials.Subject(.image, name: path)
        case .directory: BillOfMaterials.Subject(.directory, name: path)
        case .bill: BillOfMaterials.Subject(.application, name: path)
        }
    }
}
