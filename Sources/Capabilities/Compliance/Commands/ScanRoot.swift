import Capability
import Host
import Images
import Threads

/// What a scan looks at: this host, a directory, or an image that is unpacked for the time of the scan.
struct ScanRoot {
    /// The machine's files.
    let host: Host
    private let image: UnpackedImage?

    /// The directory that is the machine's `/`.
    var path: String { host.root }

    /// Opens what a person asked for.
    ///
    /// - Parameter image: an image's reference; without one the root may be an image itself.
    init(root: String, image: String?) throws {
        guard let reference = image ?? (root != "/" && Image.isImage(root) ? root : nil) else {
            host = try Host(root: root)
            self.image = nil
            return
        }
        let found = try Image(reference)
        let unpacked = try UnpackedImage(found) { removal in
            TerminationSignals.handle { removal.end(by: $0) }
        }
        StandardError.write("image \(found.name): \(found.digest), layers: \(found.layerCount)")
        host = unpacked.host
        self.image = unpacked
    }

    /// Removes what was unpacked.
    func remove() { image?.remove() }
}
