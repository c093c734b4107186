extension DefaultRoles {
    /// What people are bound to.
    static let userRoles = """
        cluster-admin
          *: *: *
          *: *
        admin =admin
        edit =edit +admin
        view =view +edit
        system:aggregate-to-admin +admin
          authorization.k8s.io: localsubjectaccessreviews: create
          rbac.authorization.k8s.io: rolebindings roles: read write
        system:aggregate-to-edit +edit
          core: pods/attach pods/exec pods/portforward pods/proxy secrets services/proxy: read
          core: serviceaccounts: impersonate
          core: pods pods/attach pods/exec pods/portforward pods/proxy: write
          core: pods/eviction: create
          core: configmaps events persistentvolumeclaims replicationcontrollers \
        replicationcontrollers/scale secrets serviceaccounts services services/proxy: write
          core: serviceaccounts/token: create
          apps: daemonsets deployments deployments/rollback deployments/scale replicasets \
        replicasets/scale statefulsets statefulsets/scale: write
          autoscaling: horizontalpodautoscalers: write
          batch: cronjobs jobs: write
          extensions: daemonsets deployments deployments/rollback deployments/scale ingresses \
        networkpolicies replicasets replicasets/scale replicationcontrollers/scale: write
          policy: poddisruptionbudgets: write
          networking.k8s.io: ingresses networkpolicies: write
          coordination.k8s.io: leases: read write
        system:aggregate-to-view +view
          core: configmaps endpoints persistentvolumeclaims persistentvolumeclaims/status pods \
        replicationcontrollers replicationcontrollers/scale serviceaccounts services services/status: read
          core: bindings events limitranges namespaces/status pods/log pods/status \
        replicationcontrollers/status resourcequotas resourcequotas/status: read
          core: namespaces: read
          discovery.k8s.io: endpointslices: read
          apps: controllerrevisions daemonsets daemonsets/status deployments deployments/scale \
        deployments/status replicasets replicasets/scale replicasets/status statefulsets statefulsets/scale \
        statefulsets/status: read
          autoscaling: horizontalpodautoscalers horizontalpodautoscalers/status: read
          batch: cronjobs cronjobs/status jobs jobs/status: read
          extensions: daemonsets daemonsets/status deployments deployments/scale deployments/status \
        ingresses ingresses/status networkpolicies replicasets replicasets/scale replicasets/status \
        replicationcontrollers/scale: read
          policy: poddisruptionbudgets poddisruptionbudgets/status: read
          networking.k8s.io: ingresses ingresses/status networkpolicies: read
        system:discovery
          /api /api/* /apis /apis/* /healthz /livez /openapi /openapi/* /readyz /version /version/: get
        system:basic-user
          authorization.k8s.io: selfsubjectaccessreviews selfsubjectrulesreviews: create
          authentication.k8s.io: selfsubjectreviews: create
        system:public-info-viewer
          /healthz /livez /readyz /version /version/: get
        system:monitoring
          /healthz /healthz/* /livez /livez/* /metrics /metrics/slis /readyz /readyz/*: get
        system:service-account-issuer-discovery
          /.well-known/openid-configuration /openid/v1/jwks: get
        """

    /// Who has what from the beginning.
    static let clusterBindings = """
        cluster-admin: group/system:masters
        system:monitoring: group/system:monitoring
        system:discovery: group/system:authenticated
        system:basic-user: group/system:authenticated
        system:public-info-viewer: group/system:authenticated group/system:unauthenticated
        system:service-account-issuer-discovery: group/system:serviceaccounts
        system:node-proxier: user/system:kube-proxy
        system:kube-controller-manager: user/system:kube-controller-manager
        system:kube-dns: sa/kube-system/kube-dns
        system:kube-scheduler: user/system:kube-scheduler
        system:volume-scheduler: user/system:kube-scheduler
        system:node: group/system:nodes
        """
}
