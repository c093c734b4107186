import XCCDF

/// A kickstart file that installs a machine as a profile asks.
///
/// Repairs of this kind are commands (`package install`, `service enable`, `logvol`, `bootloader`, `kdump`) that
/// are put together by section; sections that begin with `%` are kept as they are.
struct Kickstart {
    private let script: FixScript
    private var packages: [String] = []
    private var removed: [String] = []
    private var enabled: [String] = []
    private var disabled: [String] = []
    private var volumes: [(path: String, size: String)] = []
    private var kernel: [String] = []
    private var sections: [String] = []
    private var disablesKdump = false

    init(_ texts: [(rule: String, text: String?)], script: FixScript) throws(ReportError) {
        self.script = script
        var commands: [(rule: String, text: String?)] = []
        for entry in texts {
            guard let text = entry.text else { continue }
            let (sections, rest) = Self.sections(text)
            self.sections += sections
            commands.append((entry.rule, rest))
        }
        for command in CommandLines(commands).commands { try take(command) }
    }

    private mutating func take(_ command: CommandLines.Command) throws(ReportError) {
        let words = command.words
        func unknown(_ what: String) -> ReportError {
            ReportError(
                file: script.benchmark.id,
                "the repair of \"\(command.rule)\" has the command \"\(command.line)\"; \(what)")
        }
        func rest() throws(ReportError) -> [String] {
            guard words.count > 2 else { throw unknown("it names nothing") }
            return Array(words.dropFirst(2))
        }
        switch (words[0], words.count > 1 ? words[1] : "") {
        case ("package", "install"): packages += try rest()
        case ("package", "remove"): removed += try rest()
        case ("package", _): throw unknown("package must install or remove")
        case ("service", "enable"): enabled += try rest()
        case ("service", "disable"): disabled += try rest()
        case ("service", _): throw unknown("service must enable or disable")
        case ("logvol", let path):
            guard words.count == 3, path.hasPrefix("/"), words[2].allSatisfy(\.isNumber) else {
                throw unknown("logvol takes a path and a size in MiB")
            }
            volumes.append((path, words[2]))
        case ("bootloader", _): kernel += words.dropFirst()
        case ("kdump", "disable"): disablesKdump = true
        default: throw unknown("its first word is not known")
        }
    }

    /// The file after its heading.
    var text: String {
        var lines = [
            "", "# Default values for automated installation", "lang en_US.UTF-8", "keyboard --vckeymap us",
            "timezone --utc America/New_York", "", "# Root password is required for system rescue tasks",
            "rootpw changeme", "", "# Create partition layout scheme (required for security compliance)",
            "zerombr",
            "clearpart --all --initlabel", "reqpart --add-boot", "part pv.01 --grow --size=1",
            "volgroup system pv.01", "logvol / --name=root --vgname=system --size=2000 --grow",
            "logvol swap --name=swap --vgname=system --size=1000",
        ]
        for volume in volumes {
            let name = volume.path.split(separator: "/").joined()
            lines.append("logvol \(volume.path) --name=\(name) --vgname=system --size=\(volume.size)")
        }
        lines.append("")
        if !kernel.isEmpty {
            lines += [
                "# Configure boot loader options (required for security compliance)",
                "bootloader --append=\"\(kernel.joined(separator: " "))\"", "",
            ]
        }
        if disablesKdump {
            lines += [
                "# Disable the kdump kernel crash dumping mechanism (required for security compliance)",
                "%addon com_redhat_kdump --disable", "%end", "",
            ]
        }
        if !enabled.isEmpty || !disabled.isEmpty {
            var parts = ["services"]
            if !disabled.isEmpty { parts.append("--disabled=\(disabled.joined(separator: ","))") }
            if !enabled.isEmpty { parts.append("--enabled=\(enabled.joined(separator: ","))") }
            lines += [
                "# Disable and enable systemd services (required for security compliance)",
                parts.joined(separator: " "), "",
            ]
        }
        lines += [
            "# Packages selection (required for security compliance)", "%packages", "openscap-scanner",
            "scap-security-guide",
        ]
        lines += packages + removed.map { "-\($0)" } + ["%end", ""] + hardening
        for section in sections {
            lines += ["# Additional %post section (required for security compliance)", section, ""]
        }
        lines += ["# Reboot after the installation is complete", "reboot", ""]
        return lines.joined(separator: "\n")
    }

    private var hardening: [String] {
        let name = script.contentPath.split(separator: "/").last.map(String.init) ?? script.contentPath
        return [
            "# Perform OpenSCAP hardening (required for security compliance)", "%post --erroronfail",
            "oscap xccdf eval --remediate --results-arf /root/oscap_arf.xml --report /root/oscap_report.html "
                + "--profile '\(script.profile.id ?? "")' /usr/share/xml/scap/ssg/content/\(name)",
            "[ $? -eq 0 -o $? -eq 2 ] || exit 1", "%end", "",
        ]
    }

    /// The sections from `%post` to `%end`, and what is left.
    private static func sections(_ text: String) -> (sections: [String], rest: String) {
        var (sections, rest, open): ([String], [Substring], [Substring]) = ([], [], [])
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let word = line.drop(while: \.isWhitespace)
            if !open.isEmpty || word.hasPrefix("%post") {
                open.append(open.isEmpty ? word : line)
                guard word.hasPrefix("%end") else { continue }
                open[open.count - 1] = "%end"
                sections.append(open.joined(separator: "\n"))
                open = []
            } else {
                rest.append(line)
            }
        }
        return (sections, rest.joined(separator: "\n"))
    }
}
