"""An operator as people write them with kopf: it keeps a ConfigMap for each Gadget and cleans up behind it."""

import kopf
from kubernetes import client, config

GROUP, VERSION, PLURAL = "operators.martlet.dev", "v1", "gadgets"
config.load_kube_config()


@kopf.on.startup()
def configure(settings, **_):
    settings.posting.level = 20  # events from INFO on
    settings.watching.server_timeout = 20
    settings.persistence.finalizer = "operators.martlet.dev/kopf"


@kopf.on.create(GROUP, VERSION, PLURAL)
def created(spec, name, namespace, body, patch, **_):
    data = {"size": str(spec["size"])}
    wanted = client.V1ConfigMap(metadata=client.V1ObjectMeta(name=name), data=data).to_dict()
    child = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": wanted["metadata"]["name"]}, "data": data}
    kopf.adopt(child, owner=body)
    client.CoreV1Api().create_namespaced_config_map(namespace, child)
    patch.status["phase"] = "Ready"
    kopf.info(body, reason="Made", message="the ConfigMap is there")
    return {"made": name}


@kopf.on.field(GROUP, VERSION, PLURAL, field="spec.size")
def resized(old, new, name, namespace, **_):
    if old is not None:
        client.CoreV1Api().patch_namespaced_config_map(name, namespace, {"data": {"size": str(new)}})


@kopf.on.delete(GROUP, VERSION, PLURAL)
def deleted(name, namespace, **_):
    farewell = {"metadata": {"name": f"{name}-gone"}, "data": {}}
    client.CoreV1Api().create_namespaced_config_map(namespace, farewell)
