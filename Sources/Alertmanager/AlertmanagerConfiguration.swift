import Files
import Glibc

/// Which Alertmanagers are told, and how they know us.
public struct AlertmanagerConfiguration: Sendable {
    /// Where they are; each is told.
    public var addresses: [AlertmanagerAddress]
    /// The authority of their certificates (PEM); nil for the system's own.
    public var authorityFile: String?
    /// A file with the bearer token; read for each alert, as others renew it.
    public var tokenFile: String?
    /// Labels that every alert gets, such as the machine's name; an alert's own win.
    public var labels: [String: String]

    /// Names the Alertmanagers.
    ///
    /// - Throws: ``AlertmanagerError`` when a token would go over the network for everybody to read.
    public init(
        addresses: [AlertmanagerAddress], authorityFile: String? = nil, tokenFile: String? = nil,
        labels: [String: String] = [:]
    ) throws(AlertmanagerError) {
        if tokenFile != nil, let open = addresses.first(where: { !$0.isPrivate }) {
            throw AlertmanagerError(
                place: open.description, reason: "a bearer token is sent over https or to this machine only")
        }
        self.addresses = addresses
        self.authorityFile = authorityFile
        self.tokenFile = tokenFile
        self.labels = labels
    }

    /// The token as it is now; nil where none is used.
    func token() throws(AlertmanagerError) -> String? {
        guard let tokenFile else { return nil }
        let option = "--alertmanager-token-file"
        let bytes = try Self.read(tokenFile, option: option)
        let end = bytes.lastIndex { !Self.spaces.contains($0) } ?? -1
        let token = bytes[...end].drop { Self.spaces.contains($0) }
        // A line break in it would begin another header.
        guard !token.isEmpty, token.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw AlertmanagerError(place: tokenFile, reason: "\(option): holds no token")
        }
        return String(decoding: token, as: UTF8.self)
    }

    /// The whole of a file that somebody else writes.
    static func read(_ path: String, option: String) throws(AlertmanagerError) -> [UInt8] {
        // No certificate or token comes near this.
        do throws(FileFailure) {
            if let bytes = try SmallFile.read(path, limit: 1 << 20) { return bytes }
            throw FileFailure(path, .opening, code: ENOENT)
        } catch {
            throw AlertmanagerError(place: path, reason: "\(option): \(error.reason)")
        }
    }

    private static let spaces = Array(" \t\r\n".utf8)
}
