/// Manifests as people write them for the Compliance Operator, one of each kind, with every field that one sets.
enum Manifests {
    static let all = """
        apiVersion: compliance.openshift.io/v1alpha1
        kind: ProfileBundle
        metadata: {name: rhcos4}
        spec:
          contentImage: registry.example/content@sha256:0f
          contentFile: ssg-rhcos4-ds.xml
        ---
        apiVersion: compliance.openshift.io/v1alpha1
        kind: ComplianceSuite
        metadata: {name: two-scans}
        spec:
          autoApplyRemediations: false
          autoUpdateRemediations: true
          schedule: "0 1 * * *"
          suspend: true
          scans:
          - name: workers
            profile: xccdf_org.ssgproject.content_profile_moderate
            content: ssg-rhcos4-ds.xml
            contentImage: registry.example/content:1
            rule: xccdf_org.ssgproject.content_rule_no_netrc_files
            nodeSelector: {node-role.kubernetes.io/worker: ""}
            tailoringConfigMap: {name: my-tp}
            debug: true
            noExternalResources: true
            httpsProxy: http://proxy:3128
            strictNodeScan: false
            remediationEnforcement: gatekeeper
            priorityClass: low
            scanLimits: {memory: 1Gi, cpu: 1}
            scanTolerations: [{key: a, operator: Equal, value: b, effect: NoSchedule, tolerationSeconds: 5}]
            rawResultStorage:
              enabled: false
              size: 2Gi
              rotation: 0
              storageClassName: fast
              pvAccessModes: [ReadWriteMany]
              nodeSelector: {node-role.kubernetes.io/master: ""}
              tolerations: [{operator: Exists}]
          - name: platform
            scanType: Platform
            profile: xccdf_org.ssgproject.content_profile_moderate
            content: ssg-ocp4-ds.xml
            contentImage: registry.example/content:1
        ---
        apiVersion: compliance.openshift.io/v1alpha1
        kind: ComplianceScan
        metadata: {name: one-scan}
        spec:
          scannerType: OpenSCAP
          profile: xccdf_org.ssgproject.content_profile_moderate
          content: ssg-rhcos4-ds.xml
          contentImage: registry.example/content:1
          timeout: 0s
          maxRetryOnTimeout: 0
          showNotApplicable: true
        ---
        apiVersion: compliance.openshift.io/v1alpha1
        kind: ScanSetting
        metadata: {name: nightly}
        autoApplyRemediations: false
        schedule: "@daily"
        roles: [worker, master]
        rawResultStorage: {size: 2Gi, rotation: 5}
        scanTolerations:
        - {effect: NoSchedule, key: node-role.kubernetes.io/master, operator: Exists}
        ---
        apiVersion: compliance.openshift.io/v1alpha1
        kind: ScanSettingBinding
        metadata: {name: cis-hosted}
        profiles:
        - {name: cis-hosted, kind: TailoredProfile, apiGroup: compliance.openshift.io/v1alpha1}
        settingsRef: {name: default, kind: ScanSetting, apiGroup: compliance.openshift.io/v1alpha1}
        ---
        apiVersion: compliance.openshift.io/v1alpha1
        kind: TailoredProfile
        metadata:
          name: cis-hosted
          annotations: {compliance.openshift.io/product-type: Platform}
        spec:
          extends: ocp4-cis
          title: CIS for a hosted cluster
          description: The control plane's namespace is another one.
          enableRules: [{name: ocp4-a, rationale: wanted}]
          disableRules: [{name: ocp4-b, rationale: not here, kind: Rule}]
          manualRules: [{name: ocp4-c, rationale: by hand}]
          setValues:
          - name: ocp4-hypershift-cluster
            rationale: the cluster's name
            value: hosted
        ---
        apiVersion: compliance.openshift.io/v1alpha1
        kind: CustomRule
        metadata: {name: trusted-registries}
        spec:
          title: Registries use TLS
          id: trusted_registries
          description: No registry is insecure.
          failureReason: A registry is insecure.
          severity: Medium
          checkType: Platform
          scannerType: CEL
          inputs:
          - name: clouds
            kubernetesInputSpec: {apiVersion: hco.example/v1beta1, resource: hyperconvergeds}
          expression: |
            clouds.items.all(c, c.spec.insecureRegistries == null)
        ---
        apiVersion: compliance.openshift.io/v1alpha1
        kind: ComplianceRemediation
        metadata:
          name: workers-no-netrc
          labels: {compliance.openshift.io/scan-name: workers, compliance.openshift.io/suite: two-scans}
        spec:
          apply: true
          current:
            object:
              apiVersion: machineconfiguration.openshift.io/v1
              kind: MachineConfig
              spec: {config: {ignition: {version: 3.1.0}}}
        ---
        apiVersion: compliance.openshift.io/v1alpha1
        kind: ComplianceCheckResult
        metadata: {name: workers-no-netrc}
        id: xccdf_org.ssgproject.content_rule_no_netrc_files
        status: FAIL
        severity: medium
        description: No netrc
        warnings: null
        valuesUsed: [var-a]
        ---
        apiVersion: compliance.openshift.io/v1alpha1
        kind: Rule
        metadata: {name: rhcos4-no-netrc}
        id: xccdf_org.ssgproject.content_rule_no_netrc_files
        title: No netrc
        checkType: ""
        availableFixes:
        - disruption: low
          fixObject: {apiVersion: v1, kind: ConfigMap, data: {a: b}}
        ---
        apiVersion: compliance.openshift.io/v1alpha1
        kind: Profile
        metadata: {name: rhcos4-e8}
        id: xccdf_org.ssgproject.content_profile_e8
        title: E8
        description: Essential Eight
        rules: null
        values: null
        ---
        apiVersion: compliance.openshift.io/v1alpha1
        kind: Variable
        metadata: {name: rhcos4-var-a}
        id: xccdf_org.ssgproject.content_value_var_a
        title: A
        type: number
        value: "5"
        selections: [{description: strict, value: "1"}]
        """
}
