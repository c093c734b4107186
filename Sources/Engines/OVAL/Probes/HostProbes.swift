import Host

extension Collector {
    /// The probes that look at a host, with one file index and one content cache between them.
    public convenience init(host: Host) {
        let index = FileIndex(host: host)
        self.init(probes: [
            FamilyProbe(), EnvironmentVariableProbe(host: host),
            TextFileContent54Probe(index: index, contents: ContentCache(host: host)),
            FileProbe(index: index), PasswordProbe(host: host), ShadowProbe(host: host),
            SysctlProbe(index: index), UnameProbe(host: host),
            PartitionProbe(host: host), SELinuxBooleanProbe(host: host),
            DpkgInfoProbe(host: host), RPMInfoProbe(host: host),
            SystemdUnitPropertyProbe(host: host), SystemdUnitDependencyProbe(host: host),
        ])
    }
}
