#!/usr/bin/env python3
"""A made-up OpenShift cluster as files named after API paths, as ComplianceAsCode's own fixtures lay them out.

usage: dump.py DIRECTORY NODES PODS
"""
import json
import os
import sys

folder, nodes, pods = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])


def put(path, value):
    place = f"{folder}/kubernetes-api-resources{path}"
    os.makedirs(os.path.dirname(place), exist_ok=True)
    with open(place + (".json" if "items" in value else ""), "w") as file:
        json.dump(value, file)


def thing(version, kind, name, **more):
    return {"apiVersion": version, "kind": kind, "metadata": {"name": name, "uid": name}, **more}


def many(path, version, kind, items):
    put(path, {"apiVersion": version, "kind": kind + "List", "metadata": {}, "items": items})


def node(name, role):
    found = thing("v1", "Node", name, spec={}, status={
        "nodeInfo": {"architecture": "amd64", "kubeletVersion": "v1.29.6"},
        "images": [{"names": [f"registry.example/image:{i}"], "sizeBytes": 1000000} for i in range(40)]})
    found["metadata"]["labels"] = {"kubernetes.io/arch": "amd64", f"node-role.kubernetes.io/{role}": ""}
    return found


def pod(index, namespace):
    found = thing("v1", "Pod", f"app-{index}", status={"phase": "Running", "podIP": "10.0.0.1"}, spec={
        "nodeName": f"worker-{index % nodes}",
        "containers": [{
            "name": "app", "image": "registry.example/app:1", "command": ["/app", "--serve"],
            "resources": {"requests": {"cpu": "10m", "memory": "64Mi"}},
            "securityContext": {"allowPrivilegeEscalation": False, "runAsNonRoot": True}}]})
    found["metadata"].update(namespace=namespace, labels={"app": f"app-{index % 7}"})
    return found


config = "config.openshift.io/v1"
base = "/apis/" + config
put("/version", {"major": "1", "minor": "29", "gitVersion": "v1.29.6"})
put(base + "/clusteroperators/openshift-apiserver", thing(config, "ClusterOperator", "openshift-apiserver", status={
    "versions": [{"name": "operator", "version": "4.16.3"}, {"name": "openshift-apiserver", "version": "4.16.3"}]}))
put(base + "/infrastructures/cluster", thing(config, "Infrastructure", "cluster", status={
    "platform": "AWS", "controlPlaneTopology": "HighlyAvailable"}))
put(base + "/networks/cluster", thing(config, "Network", "cluster", status={"networkType": "OVNKubernetes"}))
arguments = {"apiServerArguments": {
    "anonymous-auth": ["false"], "authorization-mode": ["Scope", "RBAC", "Node"], "audit-log-maxbackup": ["10"],
    "enable-admission-plugins": ["NodeRestriction", "ServiceAccount", "NamespaceLifecycle"]}}
for namespace in ("openshift-kube-apiserver", "openshift-apiserver", "openshift-kube-controller-manager"):
    put(f"/api/v1/namespaces/{namespace}/configmaps/config",
        thing("v1", "ConfigMap", "config", data={"config.yaml": json.dumps(arguments)}))
names = [(f"master-{i}", "master") for i in range(3)] + [(f"worker-{i}", "worker") for i in range(nodes - 3)]
many("/api/v1/nodes", "v1", "Node", [node(*name) for name in names])
for name, _ in names:
    put(f"/api/v1/nodes/{name}/proxy/configz", {"kubeletconfig": {
        "authentication": {"anonymous": {"enabled": False}}, "rotateCertificates": True, "eventRecordQPS": 50}})
teams = [f"team-{i}" for i in range(5)]
many("/api/v1/namespaces", "v1", "Namespace", [thing("v1", "Namespace", name) for name in teams + ["default"]])
everyone = [pod(i, teams[i % 5]) for i in range(pods)]
many("/api/v1/pods", "v1", "Pod", everyone)
for team in teams:
    many(f"/api/v1/namespaces/{team}/pods", "v1", "Pod", [p for p in everyone if p["metadata"]["namespace"] == team])
