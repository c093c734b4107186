#!/usr/bin/env python3
"""From a file's change to the resource: makes new files on a watched host and prints how late its status tells of them.

usage: changes.py URL CA TOKEN ROOT NAME [--changes N] [--pause SECONDS]

A FileIntegrity NAME has to be there in the namespace openshift-file-integrity. Each change is one new file below
ROOT/etc; the time counts from before it is written until a watch of FileIntegrityNodeStatuses brings a
status that counts it, with the ConfigMap of the log already there.
"""
import argparse
import http.client
import json
import os
import queue
import ssl
import sys
import threading
import time
import urllib.parse

PATH = "/apis/fileintegrity.openshift.io/v1alpha1/namespaces/openshift-file-integrity/fileintegritynodestatuses"


def main():
    parser = argparse.ArgumentParser()
    for name in ["url", "ca", "token", "root", "name"]:
        parser.add_argument(name)
    parser.add_argument("--changes", type=int, default=200)
    parser.add_argument("--pause", type=float, default=0.5)
    options = parser.parse_args()
    url = urllib.parse.urlparse(options.url)
    context = ssl.create_default_context(cafile=options.ca)
    headers = {"Authorization": "Bearer " + options.token}

    def connect():
        return http.client.HTTPSConnection(url.hostname, url.port, context=context)

    def status():
        client = connect()
        client.request("GET", PATH, headers=headers)
        listed = json.load(client.getresponse())
        mine = [item for item in listed["items"] if item["metadata"]["name"].startswith(options.name + "-")]
        return mine, listed["metadata"]["resourceVersion"]

    end = time.monotonic() + 600
    found, version = status()
    # The annotation comes with the look at everything that a watch begins with.
    while not found or "file-integrity.openshift.io/watch" not in found[0]["metadata"]["annotations"]:
        if time.monotonic() > end:
            sys.exit("no watch within ten minutes")
        time.sleep(0.5)
        found, version = status()
    seen = queue.Queue()

    def watch():
        client = connect()
        client.request("GET", PATH + "?watch=true&timeoutSeconds=7200&resourceVersion=" + version, headers=headers)
        answer = client.getresponse()
        for line in answer:
            now = time.monotonic()
            result = json.loads(line)["object"].get("lastResult", {})
            seen.put((now, result.get("filesAdded", 0), result.get("resultConfigMapName")))

    threading.Thread(target=watch, daemon=True).start()
    time.sleep(1)
    before = found[0]["lastResult"].get("filesAdded", 0)
    late = []
    for number in range(1, options.changes + 1):
        begun = time.monotonic()
        with open(os.path.join(options.root, "etc", "martlet-change-%d" % number), "w") as file:
            file.write("x")
        while True:
            try:
                now, added, log = seen.get(timeout=60)
            except queue.Empty:
                sys.exit("change %d is not told of within a minute" % number)
            if added >= before + number and log:
                break
        late.append(now - begun)
        time.sleep(options.pause)
    late.sort()
    pick = lambda share: late[min(len(late) - 1, int(len(late) * share))] * 1000
    print("%.0f %.0f %.0f" % (pick(0.5), pick(0.99), late[-1] * 1000))


if __name__ == "__main__":
    main()
