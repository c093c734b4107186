/// The configuration that holds where none is given: everything that decides what a machine runs and whom it lets
/// in.
///
/// Every expression ends where its name ends: `/etc/` is what is in the directory, never `/etcetera`, and what is
/// left out is named to its last letter.
public enum StrictConfiguration {
    /// How places in it are named.
    public static let name = "(strict)"

    /// The text.
    public static let text = """
        # Martlet's strict configuration, in the language of AIDE 0.18.
        # `martlet integrity config show > aide.conf` makes it yours.

        database_attrs = sha256

        # What a file is, who may use it, and its content.
        Strict = ftype+p+u+g+n+s+l+sha512+acl+selinux+xattrs+caps
        # Of directories everything but what changes with each file in them.
        Folder = ftype+p+u+g+acl+selinux+xattrs
        # Of files that programs write all the time: what they are and who may use them.
        Access = ftype+p+u+g+l+acl+selinux+xattrs+caps

        # Files and links in the root directory itself, the directory, and those that are looked into.
        /[^/]+$ f,l Strict
        /$ Folder
        !/(proc|sys|dev|run|tmp)$

        # Programs, libraries, kernel and boot loader.
        /(bin|sbin|lib|lib32|lib64|libx32|libo32|usr|boot|opt|etc|root)$ d Folder
        /bin/ d Folder
        /bin/ Strict
        /sbin/ d Folder
        /sbin/ Strict
        /lib/ d Folder
        /lib/ Strict
        /lib32/ d Folder
        /lib32/ Strict
        /lib64/ d Folder
        /lib64/ Strict
        /libx32/ d Folder
        /libx32/ Strict
        /usr/ d Folder
        /usr/ Strict
        /opt/ d Folder
        /opt/ Strict
        /boot/grub/grubenv$ Access
        /boot/grub2/grubenv$ Access
        /boot/loader/random-seed$ Access
        /boot/efi/loader/random-seed$ Access
        /boot/ d Folder
        /boot/ Strict

        # Configuration: static pods, certificate authorities, units, accounts and keys are all below /etc.
        /etc/adjtime$ Access
        /etc/mtab$ Access
        /etc/cni/net\\.d/[^/]+\\.kubeconfig$ Access
        /etc/openvswitch/conf\\.db$ Access
        /etc/ d Folder
        /etc/ Strict
        !/etc/lvm/(archive|backup|cache)/
        !/etc/\\.pwd\\.lock$

        # The administrator: what a shell reads at login, and keys; of histories that they are there.
        /root/\\.[^/]*_history$ Access
        /root/\\.(lesshst|viminfo|wget-hsts)$ Access
        /root/\\.ssh/known_hosts(\\.old)?$ Access
        /root/ d Folder
        /root/ Strict
        !/root/\\.cache/

        # Who else is let in.
        /home/[^/]+/\\.ssh/(authorized_keys2?|rc|environment|config)$ Strict

        # Jobs that run later.
        /var/spool/(cron|anacron|at)$ d Folder
        /var/spool/cron/ d Folder
        /var/spool/cron/ Strict
        /var/spool/anacron/ Access
        /var/spool/at/ d Folder
        /var/spool/at/ Strict
        !/var/spool/at/\\.SEQ$

        # What the node runs without an API server, and its authorities.
        /var/lib/kubelet/(config\\.yaml|kubeconfig|kubeadm-flags\\.env)$ Strict
        /var/lib/rancher/[^/]+/(agent/pod-manifests|server/manifests|server/tls)/ d Folder
        /var/lib/rancher/[^/]+/(agent/pod-manifests|server/manifests)/ Strict
        /var/lib/rancher/[^/]+/server/tls/[^/]+\\.(crt|key)$ Strict
        /var/lib/ca-certificates/ d Folder
        /var/lib/ca-certificates/ Strict

        # What dpkg is told to put elsewhere or to give other modes. Which packages there are is kept with the baseline.
        /var/lib/dpkg/(statoverride|diversions|arch)$ Strict

        """
}
