@testable import Inventory

/// Whether a cataloger wants a file, decided as plainly as its interest is written.
struct Selection {
    let interest: FileInterest

    init(_ cataloger: some Cataloger) { interest = cataloger.interest }

    func wants(_ path: String) -> Bool {
        let parts = path.split(separator: "/")
        let name = parts.last.map(String.init) ?? ""
        let directory = parts.dropLast().joined(separator: "/")
        return interest.names.contains(name) || interest.suffixes.contains { name.hasSuffix($0) }
            || interest.paths.contains(path) || interest.directories.contains(directory)
            || interest.parents.contains(parts.dropLast().last.map(String.init) ?? "")
    }
}
