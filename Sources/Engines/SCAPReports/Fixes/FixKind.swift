/// What runs repairs, by the name that people give it on a command line.
public enum FixKind: String, Sendable, CaseIterable {
    /// A shell script.
    case bash
    /// An Ansible playbook.
    case ansible
    /// Puppet manifests.
    case puppet
    /// Commands of an Anaconda add-on.
    case anaconda
    /// Ignition configurations, as MachineConfig objects.
    case ignition
    /// Kubernetes objects.
    case kubernetes
    /// A blueprint of OSBuild.
    case blueprint
    /// A kickstart file of Anaconda.
    case kickstart
    /// A script for building a bootable container image.
    case bootc

    /// The system of XCCDF's `fix` elements (XCCDF 1.2, 6.4.4.6).
    public var system: String {
        switch self {
        case .bash: "urn:xccdf:fix:script:sh"
        case .ansible: "urn:xccdf:fix:script:ansible"
        case .puppet: "urn:xccdf:fix:script:puppet"
        case .anaconda: "urn:redhat:anaconda:pre"
        case .ignition: "urn:xccdf:fix:script:ignition"
        case .kubernetes: "urn:xccdf:fix:script:kubernetes"
        case .blueprint: "urn:redhat:osbuild:blueprint"
        case .kickstart: "urn:xccdf:fix:script:kickstart"
        case .bootc: "urn:xccdf:fix:script:bootc"
        }
    }

    /// What a person calls the result; nil for kinds that have no heading.
    var name: String? {
        switch self {
        case .bash: "Bash Remediation Script"
        case .ansible: "Ansible Playbook"
        case .blueprint: "Blueprint"
        case .kickstart: "Kickstart"
        case .puppet, .anaconda, .ignition, .kubernetes, .bootc: nil
        }
    }

    /// How a person uses the result, as comment lines.
    var usage: [String] {
        switch self {
        case .bash: ["# $ sudo ./remediation-script.sh"]
        case .ansible:
            [
                #"# $ ansible-playbook -i "localhost," -c local playbook.yml"#,
                #"# $ ansible-playbook -i "192.168.1.155," playbook.yml"#,
                "# $ ansible-playbook -i inventory.ini playbook.yml",
            ]
        case .blueprint: ["# composer-cli blueprints push blueprint.toml"]
        case .kickstart:
            [
                "# Review the kickstart and customize the kickstart for your deployment.",
                #"# Pay attention to items marked as "required for security compliance"."#,
                "# Install the operating system using this kickstart.",
            ]
        case .puppet, .anaconda, .ignition, .kubernetes, .bootc: []
        }
    }
}
