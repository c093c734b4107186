public import Host

/// An image as a host, unpacked into a private directory for as long as somebody holds the host.
///
/// ```swift
/// let unpacked = try UnpackedImage(Image("app.tar"))
/// defer { unpacked.remove() }
/// let shadow = try unpacked.host.status(of: "/etc/shadow")
/// ```
public struct UnpackedImage: Sendable {
    /// The image's files, with the owners, modes and attributes that its layers state.
    public let host: Host
    /// The directory that is the image's `/`.
    public var root: String { host.root }

    private let scratch: ScratchDirectory

    /// Unpacks all layers, comparing digests on the way.
    ///
    /// - Parameter begin: told of the directory before anything is written there, so that it can be removed when the
    ///   process is ended from outside.
    /// - Throws: ``ImageError``; nothing is left behind.
    public init(_ image: Image, begin: (Removal) -> Void = { _ in }) throws(ImageError) {
        let scratch = try ScratchDirectory()
        self.scratch = scratch
        begin(Removal(scratch: scratch))
        do throws(ImageError) {
            let unpacker = LayerUnpacker(root: try scratch.directory("root"), limits: image.limits)
            for layer in image.layers { try unpacker.apply(layer) }
            host = try Self.host(scratch, unpacker.statuses)
        } catch {
            scratch.remove()
            throw error
        }
    }

    /// Removes the directory at once, which else goes with the last user of the host.
    public func remove() { scratch.remove() }

    private static func host(
        _ scratch: ScratchDirectory, _ statuses: RecordedStatuses
    ) throws(ImageError) -> Host {
        let root = scratch.path + "/root"
        do throws(HostError) {
            return try Host(root: root, recorded: statuses, keeper: scratch)
        } catch {
            throw ImageError(root, .system("\(error)"))
        }
    }

    /// The right to remove the directory when the process has to end.
    public struct Removal: Sendable {
        fileprivate let scratch: ScratchDirectory

        /// The directory.
        public var path: String { scratch.path }

        /// Removes the directory and ends the process by the signal.
        public func end(by signal: Int32) { scratch.remove(dyingOf: signal) }
    }
}
