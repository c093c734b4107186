public import FileIntegrity
import Host

/// A file by which machines are taken over, which a configuration is asked for.
struct BlindSpot {
    let path: String
    /// What changes there when the machine is taken over.
    let use: String

    /// The numbers are those of MITRE ATT&CK's techniques.
    private static let all = [
        BlindSpot(path: "/etc/passwd", use: "accounts, T1136"),
        BlindSpot(path: "/etc/shadow", use: "passwords, T1098"),
        BlindSpot(path: "/etc/sudoers.d/any", use: "who may become root, T1548"),
        BlindSpot(path: "/etc/ld.so.preload", use: "a library in every process, T1574"),
        BlindSpot(path: "/etc/pam.d/sshd", use: "how logins are checked, T1556"),
        BlindSpot(path: "/etc/ssh/sshd_config", use: "who may log in, T1098"),
        BlindSpot(path: "/etc/systemd/system/any.service", use: "services, T1543"),
        BlindSpot(path: "/etc/cron.d/any", use: "jobs, T1053"),
        BlindSpot(path: "/var/spool/cron/root", use: "jobs, T1053"),
        BlindSpot(path: "/etc/kubernetes/manifests/any.yaml", use: "static pods, T1543"),
        BlindSpot(path: "/etc/pki/ca-trust/source/anchors/any.crt", use: "trusted authorities, T1553"),
        BlindSpot(path: "/etc/ssl/certs/any.pem", use: "trusted authorities, T1553"),
        BlindSpot(path: "/root/.ssh/authorized_keys", use: "keys that let in, T1098"),
        BlindSpot(path: "/usr/bin/sudo", use: "programs, T1554"),
        BlindSpot(path: "/usr/lib/modules/any/any.ko", use: "kernel modules, T1547"),
        BlindSpot(path: "/usr/local/bin/any", use: "programs, T1554"),
        BlindSpot(path: "/opt/any/any", use: "programs, T1554"),
        BlindSpot(path: "/boot/vmlinuz", use: "the kernel, T1542"),
    ]

    /// The spots that a configuration does not watch, one remark each.
    static func remarks(on configuration: Configuration) -> [ConfigurationRemark] {
        let rules = configuration.rules
        if rules.isEmpty {
            return [ConfigurationRemark(level: .warning, place: nil, message: "no rule takes anything")]
        }
        // The rules of OpenShift's operator name the node's files below the mount of its root.
        let mount = rules.rules.contains { $0.expression.hasPrefix("/hostroot/") } ? "/hostroot" : ""
        return all.compactMap { spot in
            let path = mount + spot.path
            let match = rules.match(Array(path.utf8), .regular)
            let rule = match.rule.map { rules.rules[$0] }
            if !match.isTaken {
                return ConfigurationRemark(
                    level: .warning, place: rule?.place,
                    message: rule.map {
                        "\(path) (\(spot.use)) is left out by '\($0.kind.sign)\($0.expression)'"
                    }
                        ?? "no rule takes \(path) (\(spot.use))")
            }
            guard let rule, rule.attributes.isDisjoint(with: .digests) else { return nil }
            return ConfigurationRemark(
                level: .warning, place: rule.place,
                message: "the content of \(path) (\(spot.use)) is not compared")
        }
    }
}
