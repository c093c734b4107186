"""Drives an API server through the official Python client, scenario by scenario.

Prints one JSON object: each scenario's name with what the client saw, or {"error": [code, reason]}.
What a kube-apiserver answers stands beside this file in python_client.json.
"""

import json
import os
import re
import threading

from kubernetes import client, config, dynamic, watch
from kubernetes.client.rest import ApiException

SPACE = "python-client"
config.load_kube_config(os.environ["KUBECONFIG"])
core, apps, api = client.CoreV1Api(), client.AppsV1Api(), client.ApiClient()
dynamics = dynamic.DynamicClient(api)
scenarios = []


def scenario(function):
    scenarios.append(function)
    return function


def refused(status, body):
    try:
        status_object = json.loads(body)
    except ValueError:
        status_object = {}
    return {"error": [status, status_object.get("reason"), status_object.get("message")]}


def meta(name, **more):
    return client.V1ObjectMeta(name=name, **more)


def config_map(name, data, **more):
    return client.V1ConfigMap(metadata=meta(name, **more), data=data)


def deployment(name):
    labels = {"app": name}
    pod = client.V1PodSpec(containers=[client.V1Container(name="main", image="example.org/app:1")])
    spec = client.V1DeploymentSpec(
        replicas=2,
        selector=client.V1LabelSelector(match_labels=labels),
        template=client.V1PodTemplateSpec(metadata=client.V1ObjectMeta(labels=labels), spec=pod),
    )
    return client.V1Deployment(metadata=meta(name), spec=spec)


@scenario
def create_a_namespace():
    made = core.create_namespace(client.V1Namespace(metadata=meta(SPACE)))
    return [made.metadata.name, made.status.phase, made.spec.finalizers]


@scenario
def create_read_and_replace():
    core.create_namespaced_config_map(SPACE, config_map("one", {"a": "1"}))
    seen = core.read_namespaced_config_map("one", SPACE)
    seen.data = {"b": "2"}
    return core.replace_namespaced_config_map("one", SPACE, seen).data


@scenario
def create_what_exists():
    return core.create_namespaced_config_map(SPACE, config_map("one", {})).data


@scenario
def replace_a_stale_object():
    stale = core.read_namespaced_config_map("one", SPACE)
    core.patch_namespaced_config_map("one", SPACE, {"data": {"c": "3"}})
    return core.replace_namespaced_config_map("one", SPACE, stale).data


@scenario
def read_what_is_missing():
    return core.read_namespaced_config_map("none", SPACE)


@scenario
def patch_in_three_ways():
    merge = core.patch_namespaced_config_map("one", SPACE, {"data": {"b": None}}).data
    operations = [{"op": "add", "path": "/data/d", "value": "4"}]
    return [merge, core.patch_namespaced_config_map("one", SPACE, operations).data]


@scenario
def strategic_merge_keeps_other_containers():
    apps.create_namespaced_deployment(SPACE, deployment("web"))
    sidecar = {"containers": [{"name": "side", "image": "example.org/side:1"}]}
    changed = apps.patch_namespaced_deployment(
        "web", SPACE, {"spec": {"template": {"spec": sidecar}}}
    )
    names = [container.name for container in changed.spec.template.spec.containers]
    return [sorted(names), changed.metadata.generation]


@scenario
def defaults_of_a_deployment():
    seen = apps.read_namespaced_deployment("web", SPACE)
    pod = seen.spec.template.spec
    container = next(c for c in pod.containers if c.name == "main")
    return [
        seen.spec.strategy.type, seen.spec.strategy.rolling_update.max_surge, seen.spec.revision_history_limit,
        seen.spec.progress_deadline_seconds, pod.restart_policy, pod.dns_policy, pod.scheduler_name,
        pod.termination_grace_period_seconds, container.image_pull_policy, container.termination_message_path,
    ]


@scenario
def scale_by_its_subresource():
    before = apps.read_namespaced_deployment_scale("web", SPACE).spec.replicas
    after = apps.patch_namespaced_deployment_scale("web", SPACE, {"spec": {"replicas": 5}})
    return [before, after.spec.replicas, apps.read_namespaced_deployment("web", SPACE).spec.replicas]


@scenario
def status_by_its_subresource():
    body = {"spec": {"replicas": 1}, "status": {"replicas": 3, "readyReplicas": 3}}
    changed = apps.patch_namespaced_deployment_status("web", SPACE, body)
    return [changed.spec.replicas, changed.status.ready_replicas]


@scenario
def dry_run_stores_nothing():
    made = core.create_namespaced_config_map(SPACE, config_map("dry", {"a": "1"}), dry_run="All")
    found = [item.metadata.name for item in core.list_namespaced_config_map(SPACE).items]
    return [made.metadata.name, "dry" in found]


@scenario
def unknown_fields_under_strict_validation():
    body = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "strict"}, "bogus": 1}
    path = f"/api/v1/namespaces/{SPACE}/configmaps"
    request = api.param_serialize(
        "POST", path, query_params=[("fieldValidation", "Strict")], body=body, auth_settings=["BearerToken"],
        header_params={"Content-Type": "application/json", "Accept": "application/json"},
    )
    answer = api.call_api(*request)
    answer.read()
    return refused(answer.status, answer.data)


@scenario
def list_in_pages():
    for number in range(5):
        core.create_namespaced_secret(
            SPACE, client.V1Secret(metadata=meta(f"page-{number}", labels={"paged": "yes"}), string_data={"n": "1"})
        )
    names, token, pages = [], None, 0
    while True:
        page = core.list_namespaced_secret(SPACE, label_selector="paged=yes", limit=2, _continue=token)
        names += [item.metadata.name for item in page.items]
        pages += 1
        token = page.metadata._continue
        if not token:
            return [names, pages]


@scenario
def select_by_labels_and_fields():
    by_label = core.list_namespaced_secret(SPACE, label_selector="paged in (yes), !other")
    by_field = core.list_namespaced_secret(SPACE, field_selector="metadata.name=page-3")
    return [len(by_label.items), [item.metadata.name for item in by_field.items]]


@scenario
def refuse_an_unknown_field_selector():
    return core.list_namespaced_config_map(SPACE, field_selector="data.a=1")


@scenario
def watch_from_a_list():
    version = core.list_namespaced_config_map(SPACE).metadata.resource_version

    def change():
        core.create_namespaced_config_map(SPACE, config_map("seen", {}))
        core.patch_namespaced_config_map("seen", SPACE, {"data": {"k": "v"}})
        core.delete_namespaced_config_map("seen", SPACE)

    threading.Timer(0.2, change).start()
    seen, stream = [], watch.Watch()
    for event in stream.stream(
        core.list_namespaced_config_map, SPACE, resource_version=version, timeout_seconds=20
    ):
        seen.append([event["type"], event["object"].metadata.name])
        if event["type"] == "DELETED":
            stream.stop()
    return seen


@scenario
def dynamic_client_finds_and_applies():
    maps = dynamics.resources.get(api_version="v1", kind="ConfigMap")
    body = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "applied"}, "data": {"a": "1"}}
    first = maps.server_side_apply(body=body, name="applied", namespace=SPACE, field_manager="first")
    owner = first.metadata.managedFields[0]
    return [first.data.a, owner.manager, owner.operation, owner.fieldsV1.to_dict()]


@scenario
def second_applier_meets_a_conflict():
    maps = dynamics.resources.get(api_version="v1", kind="ConfigMap")
    body = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "applied"}, "data": {"a": "2"}}
    return maps.server_side_apply(body=body, name="applied", namespace=SPACE, field_manager="second").data.a


@scenario
def forced_apply_takes_the_field():
    maps = dynamics.resources.get(api_version="v1", kind="ConfigMap")
    body = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "applied"}, "data": {"a": "2"}}
    taken = maps.server_side_apply(
        body=body, name="applied", namespace=SPACE, field_manager="second", force_conflicts=True
    )
    return [taken.data.a, sorted(entry.manager for entry in taken.metadata.managedFields)]


@scenario
def custom_resource_from_definition_to_object():
    schema = {
        "type": "object",
        "properties": {
            "spec": {
                "type": "object",
                "properties": {"size": {"type": "integer", "minimum": 1, "default": 3}, "color": {"type": "string"}},
            }
        },
    }
    body = {
        "metadata": {"name": "gadgets.clients.martlet.dev"},
        "spec": {
            "group": "clients.martlet.dev",
            "scope": "Namespaced",
            "names": {"plural": "gadgets", "kind": "Gadget", "singular": "gadget", "listKind": "GadgetList"},
            "versions": [{"name": "v1", "served": True, "storage": True, "schema": {"openAPIV3Schema": schema}}],
        },
    }
    client.ApiextensionsV1Api().create_custom_resource_definition(body)
    custom = client.CustomObjectsApi()
    gadget = {"apiVersion": "clients.martlet.dev/v1", "kind": "Gadget", "metadata": {"name": "g"}, "spec": {}}
    where = ("clients.martlet.dev", "v1", SPACE, "gadgets")
    made = custom.create_namespaced_custom_object(*where, gadget)
    listed = custom.list_namespaced_custom_object(*where)
    return [made["spec"], listed["kind"], len(listed["items"])]


@scenario
def custom_resource_that_is_invalid():
    gadget = {
        "apiVersion": "clients.martlet.dev/v1", "kind": "Gadget", "metadata": {"name": "bad"}, "spec": {"size": 0},
    }
    where = ("clients.martlet.dev", "v1", SPACE, "gadgets")
    return client.CustomObjectsApi().create_namespaced_custom_object(*where, gadget)


@scenario
def may_i():
    attributes = client.V1ResourceAttributes(namespace=SPACE, verb="create", resource="pods")
    review = client.V1SelfSubjectAccessReview(
        spec=client.V1SelfSubjectAccessReviewSpec(resource_attributes=attributes)
    )
    return client.AuthorizationV1Api().create_self_subject_access_review(review).status.allowed


@scenario
def token_of_a_service_account_is_reviewed():
    core.create_namespaced_service_account(SPACE, client.V1ServiceAccount(metadata=meta("robot")))
    request = client.AuthenticationV1TokenRequest(spec=client.V1TokenRequestSpec(audiences=None, expiration_seconds=600))
    token = core.create_namespaced_service_account_token("robot", SPACE, request).status.token
    review = client.V1TokenReview(spec=client.V1TokenReviewSpec(token=token))
    status = client.AuthenticationV1Api().create_token_review(review).status
    return [status.authenticated, status.user.username, "system:serviceaccounts" in status.user.groups]


@scenario
def log_of_a_pod_without_a_node():
    pod = client.V1Pod(
        metadata=meta("waiting"),
        spec=client.V1PodSpec(containers=[client.V1Container(name="main", image="example.org/app:1")]),
    )
    core.create_namespaced_pod(SPACE, pod)
    return core.read_namespaced_pod_log("waiting", SPACE)


@scenario
def evict_a_pending_pod():
    eviction = client.V1Eviction(metadata=meta("waiting", namespace=SPACE))
    answer = core.create_namespaced_pod_eviction("waiting", SPACE, eviction, _preload_content=False)
    return json.loads(answer.data)["status"]


@scenario
def delete_with_a_wrong_uid():
    options = client.V1DeleteOptions(preconditions=client.V1Preconditions(uid="other"))
    return core.delete_namespaced_config_map("one", SPACE, body=options)


@scenario
def delete_a_collection():
    core.delete_collection_namespaced_secret(SPACE, label_selector="paged=yes")
    return len(core.list_namespaced_secret(SPACE, label_selector="paged=yes").items)


@scenario
def delete_answers_with_the_uid():
    uid = core.read_namespaced_config_map("one", SPACE).metadata.uid
    maps = dynamics.resources.get(api_version="v1", kind="ConfigMap")
    answer = maps.delete(name="one", namespace=SPACE)
    return [answer.status, answer.details.kind, answer.details.uid == uid]


@scenario
def openapi_names_the_paths():
    index = dynamics.request("get", "/openapi/v3", serialize=False)
    return "apis/apps/v1" in json.loads(index.data)["paths"]


def run():
    seen = {}
    for function in scenarios:
        try:
            result = function()
        except ApiException as refusal:
            result = refused(refusal.status, refusal.body)
        except Exception as failure:  # the client itself fell over: that is a finding, not the end
            result = {"failure": f"{type(failure).__name__}: {failure}"}
        seen[function.__name__] = result
    text = json.dumps(seen, indent=1, sort_keys=True)
    print(re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "UID", text))


run()
