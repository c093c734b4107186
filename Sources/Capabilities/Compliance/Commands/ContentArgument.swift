import ArgumentParser
import Capability
import Glibc
import SCAP

/// `--content FILE`, or the content that is installed for the host's own system.
struct ContentArgument: ParsableArguments {
    @Option(help: "A SCAP data stream or XCCDF file. Default: the installed one for this host's system.")
    var content: String?

    @OptionGroup var cacheChoice: CacheArgument

    /// Where content that was read before is kept; nil to read it anew.
    var cache: ContentCache? { cacheChoice.cache }

    /// The file to read.
    func path(root: String) throws -> String {
        if let content { return content }
        let path = "/usr/share/xml/scap/ssg/content/ssg-\(try HostProduct(root: root).name)-ds.xml"
        guard access(path, R_OK) == 0 else {
            throw CommandFailure(
                "\(path): no content is installed for this host's system; give --content FILE")
        }
        return path
    }
}
