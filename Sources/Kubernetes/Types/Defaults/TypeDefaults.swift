import Bytes

/// kube-apiserver's defaults, by Go type: first the plain ones of a table, then rules, then those of the
/// structures inside.
enum TypeDefaults {
    static func apply(to value: inout JSON, _ structure: GoStruct) {
        guard case .object(var members) = value else { return }
        value = .null
        for (name, given) in plain[structure.name] ?? [:] where isUnset(members[name]) {
            members[name] = given
        }
        DefaultRules.apply(to: &members, structure.name)
        for name in members.keys {
            guard let field = structure.members[name], var inner = members[name] else { continue }
            members[name] = JSON.null
            descend(into: &inner, field.type)
            members[name] = inner
        }
        DefaultRules.finish(&members, structure.name)
        value = .object(members)
    }

    private static func descend(into value: inout JSON, _ type: GoType) {
        switch (type.shape, value) {
        case (.structure(let name), .object):
            if let structure = GoTypes.structure(name) { apply(to: &value, structure) }
        case (.list(let element), .array(var elements)):
            guard case .structure = element.shape else { return }
            value = .null
            for index in elements.indices { descend(into: &elements[index], element) }
            value = .array(elements)
        case (.map(let element), .object(var members)):
            guard case .structure = element.shape else { return }
            for name in members.keys {
                guard var inner = members[name] else { continue }
                descend(into: &inner, element)
                members[name] = inner
            }
            value = .object(members)
        default: break
        }
    }

    /// Reading has left out what Go takes for unset, but for texts that are always written.
    static func isUnset(_ value: JSON?) -> Bool {
        guard let value else { return true }
        return value.isNull || value == ""
    }

    /// The members of a type that have one default, as JSON.
    private static let plain: [String: JSONObject] = {
        var table: [String: JSONObject] = [:]
        for row in rows.split(separator: "\n") {
            let halves = row.split(separator: " ", maxSplits: 1)
            guard halves.count == 2, let json = try? JSON(parsing: String(halves[1])) else { continue }
            table[String(halves[0])] = json.object
        }
        return table
    }()

    static let rows = """
        core/v1.PodSpec {"restartPolicy":"Always","dnsPolicy":"ClusterFirst",\
          "schedulerName":"default-scheduler","terminationGracePeriodSeconds":30,"securityContext":{}}
        core/v1.Container {"terminationMessagePath":"/dev/termination-log",\
          "terminationMessagePolicy":"File"}
        core/v1.EphemeralContainer {"terminationMessagePath":"/dev/termination-log",\
          "terminationMessagePolicy":"File"}
        core/v1.ContainerPort {"protocol":"TCP"}
        core/v1.Probe {"timeoutSeconds":1,"periodSeconds":10,"successThreshold":1,"failureThreshold":3}
        core/v1.HTTPGetAction {"path":"/","scheme":"HTTP"}
        core/v1.ObjectFieldSelector {"apiVersion":"v1"}
        core/v1.SecretVolumeSource {"defaultMode":420}
        core/v1.ConfigMapVolumeSource {"defaultMode":420}
        core/v1.DownwardAPIVolumeSource {"defaultMode":420}
        core/v1.ProjectedVolumeSource {"defaultMode":420}
        core/v1.ServiceAccountTokenProjection {"expirationSeconds":3600}
        core/v1.ISCSIVolumeSource {"iscsiInterface":"default"}
        core/v1.ISCSIPersistentVolumeSource {"iscsiInterface":"default"}
        core/v1.RBDVolumeSource {"pool":"rbd","user":"admin","keyring":"/etc/ceph/keyring"}
        core/v1.RBDPersistentVolumeSource {"pool":"rbd","user":"admin","keyring":"/etc/ceph/keyring"}
        core/v1.AzureDiskVolumeSource {"cachingMode":"ReadWrite","kind":"Shared","fsType":"ext4",\
          "readOnly":false}
        core/v1.ScaleIOVolumeSource {"fsType":"xfs","storageMode":"ThinProvisioned"}
        core/v1.ScaleIOPersistentVolumeSource {"fsType":"xfs","storageMode":"ThinProvisioned"}
        core/v1.PersistentVolumeClaimSpec {"volumeMode":"Filesystem"}
        core/v1.PersistentVolumeSpec {"volumeMode":"Filesystem","persistentVolumeReclaimPolicy":"Retain"}
        core/v1.EndpointPort {"protocol":"TCP"}
        core/v1.Secret {"type":"Opaque"}
        core/v1.ServiceSpec {"type":"ClusterIP","sessionAffinity":"None"}
        core/v1.ServicePort {"protocol":"TCP"}
        core/v1.ReplicationControllerSpec {"replicas":1}
        apps/v1.DeploymentSpec {"replicas":1,"revisionHistoryLimit":10,"progressDeadlineSeconds":600}
        apps/v1.DeploymentStrategy {"type":"RollingUpdate"}
        apps/v1.StatefulSetSpec {"replicas":1,"revisionHistoryLimit":10,\
          "podManagementPolicy":"OrderedReady","persistentVolumeClaimRetentionPolicy":{}}
        apps/v1.StatefulSetUpdateStrategy {"type":"RollingUpdate"}
        apps/v1.StatefulSetPersistentVolumeClaimRetentionPolicy {"whenDeleted":"Retain",\
          "whenScaled":"Retain"}
        apps/v1.DaemonSetSpec {"revisionHistoryLimit":10}
        apps/v1.DaemonSetUpdateStrategy {"type":"RollingUpdate"}
        apps/v1.ReplicaSetSpec {"replicas":1}
        batch/v1.CronJobSpec {"concurrencyPolicy":"Allow","suspend":false,"successfulJobsHistoryLimit":3,\
          "failedJobsHistoryLimit":1}
        autoscaling/v1.HorizontalPodAutoscalerSpec {"minReplicas":1}
        autoscaling/v2.HorizontalPodAutoscalerSpec {"minReplicas":1}
        rbac/v1.RoleRef {"apiGroup":"rbac.authorization.k8s.io"}
        networking/v1.NetworkPolicyPort {"protocol":"TCP"}
        networking/v1.IngressClassParametersReference {"scope":"Cluster"}
        discovery/v1.EndpointPort {"name":"","protocol":"TCP"}
        storage/v1.StorageClass {"reclaimPolicy":"Delete","volumeBindingMode":"Immediate"}
        storage/v1.CSIDriverSpec {"attachRequired":true,"podInfoOnMount":false,\
          "volumeLifecycleModes":["Persistent"],"fsGroupPolicy":"ReadWriteOnceWithFSType",\
          "storageCapacity":false,"requiresRepublish":false,"seLinuxMount":false}
        scheduling/v1.PriorityClass {"preemptionPolicy":"PreemptLowerPriority"}
        admissionregistration/v1.MutatingWebhook {"failurePolicy":"Fail","matchPolicy":"Equivalent",\
          "namespaceSelector":{},"objectSelector":{},"timeoutSeconds":10,"reinvocationPolicy":"Never"}
        admissionregistration/v1.ValidatingWebhook {"failurePolicy":"Fail","matchPolicy":"Equivalent",\
          "namespaceSelector":{},"objectSelector":{},"timeoutSeconds":10}
        admissionregistration/v1.RuleWithOperations {"scope":"*"}
        admissionregistration/v1.NamedRuleWithOperations {"scope":"*"}
        admissionregistration/v1.ServiceReference {"port":443}
        admissionregistration/v1.ValidatingAdmissionPolicySpec {"failurePolicy":"Fail"}
        admissionregistration/v1.MatchResources {"matchPolicy":"Equivalent","namespaceSelector":{},\
          "objectSelector":{}}
        apiregistration/v1.ServiceReference {"port":443}
        flowcontrol/v1.FlowSchemaSpec {"matchingPrecedence":1000}
        flowcontrol/v1.LimitedPriorityLevelConfiguration {"nominalConcurrencyShares":30,"lendablePercent":0}
        flowcontrol/v1.ExemptPriorityLevelConfiguration {"nominalConcurrencyShares":0,"lendablePercent":0}
        flowcontrol/v1.QueuingConfiguration {"queues":64,"handSize":8,"queueLengthLimit":50}
        """
}
