import Host
import OVAL

/// The answer to `--version`.
enum VersionText {
    /// The version of the peer whose manners these are; scripts read it.
    static let peer = "1.3.7"

    static let text = """
        OpenSCAP command line tool (oscap) \(peer)
        Spoken by Martlet.

        ==== Supported specifications ====
        SCAP Version: 1.3
        XCCDF Version: 1.2
        OVAL Version: 5.11.1
        CPE Version: 2.3
        Asset Identification Version: 1.1
        Asset Reporting Format Version: 1.1

        ==== Paths ====
        Schema files: \(Environment.value("OSCAP_SCHEMA_PATH") ?? "/usr/share/openscap/schemas")

        """
}
