/// The configurations that the operator brings along, in the language of AIDE 0.16, which upstream's nodes run.
enum DefaultConfiguration {
    private static let head = """
        @@define DBDIR /hostroot/etc/kubernetes
        @@define LOGDIR /hostroot/etc/kubernetes
        database=file:@@{DBDIR}/aide.db.gz
        database_out=file:@@{DBDIR}/aide.db.gz.new
        gzip_dbout=yes
        verbose=5
        report_url=file:@@{LOGDIR}/aide.log.new
        report_url=stdout
        PERMS = p+u+g+acl+selinux+xattrs
        CONTENT_EX = sha512+ftype+p+u+g+n+acl+selinux+xattrs

        """

    /// What a FileIntegrity without a configuration of its own works with.
    ///
    /// Each exclusion ends where the name that it means ends: upstream's `/hostroot/var` also means `/variety`.
    static let text =
        head + """

            # The system's programs and what they start from
            /hostroot/boot/ CONTENT_EX
            /hostroot/usr/ CONTENT_EX
            !/hostroot/usr/(src|tmp)(/|$)

            # The administrator's own files
            /hostroot/root/\\..* PERMS
            /hostroot/root/ CONTENT_EX
            !/hostroot/root/\\.kube(/|$)

            # The machine's settings, without what the platform itself writes there again and again
            !/hostroot/etc/mtab$
            !/hostroot/etc/[^/]*~$
            !/hostroot/etc/NetworkManager/system-connections(/|$)
            !/hostroot/etc/cni/multus/certs(/|$)
            !/hostroot/etc/cvo/updatepayloads(/|$)
            !/hostroot/etc/docker/certs\\.d(/|$)
            !/hostroot/etc/kubernetes/aide\\.(db\\.gz|log)(\\.new|\\.backup-[0-9T_]*)?$
            !/hostroot/etc/kubernetes/(cni/net\\.d|compliance-operator|node-feature-discovery)(/|$)
            !/hostroot/etc/kubernetes/(manifests|static-pod-resources)(/|$)
            !/hostroot/etc/kubernetes/kubelet-ca\\.crt$
            !/hostroot/etc/machine-config-daemon/(currentconfig|node-annotation\\.json(\\.bak)?)$
            !/hostroot/etc/mco/internal-registry-pull-secret\\.json$
            !/hostroot/etc/openvswitch/(\\.?conf\\.db.*)$
            !/hostroot/etc/pki/ca-trust/extracted/java/cacerts$
            !/hostroot/etc/selinux/targeted(/|$)
            /hostroot/etc/ CONTENT_EX

            """

    /// What is there for those who want to see more, as the ConfigMap ``strictName``: static pods, certificate
    /// authorities, other software and timed jobs.
    static let strictText =
        head + """

            /hostroot/(boot|usr|bin|sbin|lib|lib32|lib64|opt|root)(/|$) CONTENT_EX
            !/hostroot/usr/(src|tmp)(/|$)
            !/hostroot/root/\\.kube/cache(/|$)
            /hostroot/var/spool/(cron|at)(/|$) CONTENT_EX
            /hostroot/var/lib/systemd/linger(/|$) CONTENT_EX
            !/hostroot/etc/mtab$
            !/hostroot/etc/kubernetes/aide\\.(db\\.gz|log)(\\.new|\\.backup-[0-9T_]*)?$
            !/hostroot/etc/kubernetes/cni/net\\.d(/|$)
            !/hostroot/etc/machine-config-daemon/(currentconfig|node-annotation\\.json(\\.bak)?)$
            !/hostroot/etc/openvswitch/(\\.?conf\\.db.*)$
            /hostroot/etc/ CONTENT_EX

            """

    /// The ConfigMap with ``strictText``.
    static let strictName = "strict-aide-conf"
}
