import Capability
import Inventory

/// Lists software with a line of progress on a terminal.
struct SoftwareListing {
    /// Lists what a source has.
    static func of(_ source: SoftwareSource) throws -> Inventory {
        try watched { try source.inventory($0) }
    }

    /// Calls `body` with a reader of everything that is known to tell of packages.
    static func watched(_ body: (InventoryReader) throws -> Inventory) rethrows -> Inventory {
        let progress = ListingProgress()
        defer { progress.end() }
        let reader = InventoryReader(catalogers: LanguageCatalogers.all) { progress.reached($0) }
        return try body(reader)
    }
}

/// How far a listing is.
private final class ListingProgress: @unchecked Sendable {
    // A reader tells of its progress on the thread that called it, so nothing is shared.

    private let files = ProgressLine(step: 2000)
    private let layers = ProgressLine()

    func reached(_ progress: InventoryReader.Progress) {
        switch progress {
        case .files(let count): files.reached(count, "files")
        case .layer(let number, let count): layers.reached(number, "of \(count) layers")
        }
    }

    func end() {
        files.end()
        layers.end()
    }
}
