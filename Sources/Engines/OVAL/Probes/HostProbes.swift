import Host

extension Collector {
    /// The probes that look at a host, with one file index and one content cache between them.
    ///
    /// - Parameter jobs: On how many threads directories are listed. What is found does not depend on it.
    public convenience init(host: Host, jobs: Int = 1) { self.init(host: host, memo: nil, jobs: jobs) }

    /// The probes that look at a host, and ask it only for what changed since the memo's last scan.
    ///
    /// Begins a scan of the memo; the collector is for that scan alone.
    ///
    /// - Throws: `HostError` when the process has no descriptor left.
    public convenience init(memo: CollectionMemo) throws(HostError) {
        memo.beginScan()
        self.init(host: try Host(memo.host, observer: memo), memo: memo)
    }

    private convenience init(host: Host, memo: CollectionMemo?, jobs: Int = 1) {
        let index = FileIndex(host: host, jobs: jobs)
        let files = FileContents(index: index, contents: ContentCache(host: host))
        let digests = FileDigests(index: index)
        let packages = RPMPackages(host: host)
        let verification = RPMFileVerification(host: host, digests: digests)
        self.init(
            probes: [
                FamilyProbe(), EnvironmentVariableProbe(host: host),
                TextFileContent54Probe(index: index, contents: files.contents),
                TextFileContentProbe(files: files), XMLFileContentProbe(files: files),
                YAMLFileContentProbe(files: files), FileHash58Probe(digests: digests),
                FileHashProbe(digests: digests), SQLProbe(host: host),
                FileProbe(index: index), SymlinkProbe(index: index), FileExtendedAttributeProbe(index: index),
                PasswordProbe(host: host), ShadowProbe(host: host), SysctlProbe(index: index),
                UnameProbe(host: host), InterfaceProbe(host: host), Process58Probe(host: host),
                RoutingTableProbe(host: host), RunlevelProbe(host: host), XinetdProbe(host: host),
                PartitionProbe(host: host), SELinuxBooleanProbe(host: host),
                SELinuxSecurityContextProbe(index: index), InetListeningServersProbe(host: host),
                IfListenersProbe(host: host), DpkgInfoProbe(host: host), RPMInfoProbe(packages: packages),
                RPMVerifyFileProbe(packages: packages, verification: verification),
                RPMVerifyPackageProbe(host: host, packages: packages),
                SystemdUnitPropertyProbe(host: host), SystemdUnitDependencyProbe(host: host),
                UnansweredProbe(),
            ], memo: memo)
    }
}
