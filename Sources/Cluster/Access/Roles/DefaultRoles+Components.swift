extension DefaultRoles {
    /// What a cluster's own programs are bound to.
    static let componentRoles = """
        system:auth-delegator
          authentication.k8s.io: tokenreviews: create
          authorization.k8s.io: subjectaccessreviews: create
        system:kube-aggregator
          core: endpoints services: read
        system:kube-controller-manager
          core events.k8s.io: events: emit
          coordination.k8s.io: leases: create
          coordination.k8s.io: leases [kube-controller-manager]: get update
          core: secrets serviceaccounts: create
          core: secrets: delete
          core: configmaps namespaces secrets serviceaccounts: get
          core: secrets serviceaccounts: update
          authentication.k8s.io: tokenreviews: create
          authorization.k8s.io: subjectaccessreviews: create
          *: *: list watch
          core: serviceaccounts/token: create
        system:kube-dns
          core: endpoints services: list watch
          discovery.k8s.io: endpointslices: list watch
        system:kube-scheduler
          core events.k8s.io: events: emit
          coordination.k8s.io: leases: create
          coordination.k8s.io: leases [kube-scheduler]: get update
          core: nodes: read
          core: pods: delete read
          core: bindings pods/binding: create
          core: pods/status: patch update
          core: replicationcontrollers services: read
          apps extensions: replicasets: read
          apps: statefulsets: read
          policy: poddisruptionbudgets: read
          core: persistentvolumeclaims persistentvolumes: read
          authentication.k8s.io: tokenreviews: create
          authorization.k8s.io: subjectaccessreviews: create
          storage.k8s.io: csinodes: read
          core: namespaces: read
          storage.k8s.io: csidrivers: read
          storage.k8s.io: csistoragecapacities: read
        system:volume-scheduler
          core: persistentvolumes: read patch update
          storage.k8s.io: storageclasses: read
          core: persistentvolumeclaims: read patch update
        system:persistent-volume-provisioner
          core: persistentvolumes: create delete read
          core: persistentvolumeclaims: read update
          storage.k8s.io: storageclasses: read
          core: events: watch
          core events.k8s.io: events: emit
        system:kubelet-api-admin
          core: nodes: read
          core: nodes: proxy
          core: nodes/log nodes/metrics nodes/proxy nodes/stats: *
        system:node
          authentication.k8s.io: tokenreviews: create
          authorization.k8s.io: localsubjectaccessreviews subjectaccessreviews: create
          core: services: read
          core: nodes: create read
          core: nodes/status: patch update
          core: nodes: patch update
          core: events: emit
          core: pods: read
          core: pods: create delete
          core: pods/status: patch update
          core: pods/eviction: create
          core: configmaps secrets: read
          core: persistentvolumeclaims persistentvolumes: get
          core: endpoints: get
          certificates.k8s.io: certificatesigningrequests: create read
          coordination.k8s.io: leases: create delete get patch update
          storage.k8s.io: volumeattachments: get
          core: serviceaccounts/token: create
          core: persistentvolumeclaims/status: get patch update
          storage.k8s.io: csidrivers: read
          storage.k8s.io: csinodes: create delete get patch update
          node.k8s.io: runtimeclasses: read
        system:node-bootstrapper
          certificates.k8s.io: certificatesigningrequests: create read
        system:node-problem-detector
          core: nodes: get
          core: nodes/status: patch
          core events.k8s.io: events: emit
        system:node-proxier
          core: endpoints services: list watch
          core: nodes: read
          core events.k8s.io: events: emit
          discovery.k8s.io: endpointslices: list watch
        system:certificates.k8s.io:certificatesigningrequests:nodeclient
          certificates.k8s.io: certificatesigningrequests/nodeclient: create
        system:certificates.k8s.io:certificatesigningrequests:selfnodeclient
          certificates.k8s.io: certificatesigningrequests/selfnodeclient: create
        system:certificates.k8s.io:kube-apiserver-client-approver
          certificates.k8s.io: signers [kubernetes.io/kube-apiserver-client]: approve
        system:certificates.k8s.io:kube-apiserver-client-kubelet-approver
          certificates.k8s.io: signers [kubernetes.io/kube-apiserver-client-kubelet]: approve
        system:certificates.k8s.io:kubelet-serving-approver
          certificates.k8s.io: signers [kubernetes.io/kubelet-serving]: approve
        system:certificates.k8s.io:legacy-unknown-approver
          certificates.k8s.io: signers [kubernetes.io/legacy-unknown]: approve
        """

    /// Roles in namespaces of the system.
    static let namespacedRoles = [
        (
            namespace: "kube-system",
            table: """
            extension-apiserver-authentication-reader
              core: configmaps [extension-apiserver-authentication]: read
            system::leader-locking-kube-controller-manager
              core: configmaps: watch
              core: configmaps [kube-controller-manager]: get update
            system::leader-locking-kube-scheduler
              core: configmaps: watch
              core: configmaps [kube-scheduler]: get update
            system:controller:bootstrap-signer
              core: secrets: read
            system:controller:cloud-provider
              core: configmaps: create read
            system:controller:token-cleaner
              core: secrets: delete read
              core events.k8s.io: events: emit
            """
        ),
        (
            namespace: "kube-public",
            table: """
            system:controller:bootstrap-signer
              core: configmaps: read
              core: configmaps [cluster-info]: update
              core events.k8s.io: events: emit
            """
        ),
    ]

    /// Who has the roles in namespaces of the system.
    static let namespacedBindings = [
        (
            namespace: "kube-system",
            table: """
            system::extension-apiserver-authentication-reader > \
            Role/extension-apiserver-authentication-reader: \
            user/system:kube-controller-manager user/system:kube-scheduler
            system::leader-locking-kube-controller-manager > \
            Role/system::leader-locking-kube-controller-manager: \
            user/system:kube-controller-manager sa/kube-system/kube-controller-manager
            system::leader-locking-kube-scheduler > Role/system::leader-locking-kube-scheduler: \
            user/system:kube-scheduler sa/kube-system/kube-scheduler
            system:controller:bootstrap-signer > Role/system:controller:bootstrap-signer: \
            sa/kube-system/bootstrap-signer
            system:controller:cloud-provider > Role/system:controller:cloud-provider: \
            sa/kube-system/cloud-provider
            system:controller:token-cleaner > Role/system:controller:token-cleaner: \
            sa/kube-system/token-cleaner
            """
        ),
        (
            namespace: "kube-public",
            table: """
            system:controller:bootstrap-signer > Role/system:controller:bootstrap-signer: \
            sa/kube-system/bootstrap-signer
            """
        ),
    ]
}
