import Glibc

/// The programs that run the repairs of content, by the system that a repair names (XCCDF 1.2, 6.4.4.6).
///
/// They are the peer's. Ansible, Puppet and the like stand in content as pieces that nothing runs as they are.
enum FixInterpreter {
    /// The program for a system; nil when there is none on this machine.
    static func path(for system: String) -> String? {
        programs[system]?.first { access($0, X_OK) == 0 }
    }

    private static let programs = [
        "urn:xccdf:fix:commands": ["/bin/bash"],
        "urn:xccdf:fix:script:sh": ["/bin/bash"],
        "urn:xccdf:fix:script:perl": ["/usr/bin/perl"],
        "urn:xccdf:fix:script:python": python,
        "urn:xccdf:fix:script:python3": python,
        "urn:xccdf:fix:script:csh": ["/bin/csh"],
        "urn:xccdf:fix:script:tclsh": ["/usr/bin/tclsh"],
        "urn:xccdf:fix:script:javascript": ["/usr/bin/js"],
    ]

    private static let python = ["/usr/bin/python3", "/usr/libexec/platform-python"]
}
