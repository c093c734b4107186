#!/usr/bin/env python3
"""Watch fan-out: W watches of one resource, E creates at a rate; prints how late the events arrive.

usage: watch.py URL CA TOKEN [--watchers W] [--events E] [--rate R] [--stalled S]

Every SAMPLEth watcher decrypts what it gets and looks at its clock; the others only take their bytes off the
socket, so that this program does not take more of the machine than the server.

An event is as late as the time from the moment its writer sends the create until a watcher has its bytes: the
write, its commit and the delivery together, so an upper bound of the delivery alone. S further watchers never
read; they must cost the others nothing.
"""
import argparse
import http.client
import multiprocessing
import re
import selectors
import socket
import ssl
import sys
import time
import urllib.parse

SENT = re.compile(rb'"sent":"(\d+)"')


def connect(url, context):
    raw = socket.create_connection((url.hostname, url.port))
    raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return context.wrap_socket(raw, server_hostname=url.hostname)


def write(url, context, token, events, rate, name):
    """Creates one object after another, each at its moment."""
    client = http.client.HTTPSConnection(url.hostname, url.port, context=context)
    headers = {"Authorization": "Bearer " + token, "Content-Type": "application/json"}
    begin = time.monotonic()
    for number in range(events):
        pause = begin + number / rate - time.monotonic()
        if pause > 0:
            time.sleep(pause)
        body = (
            '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"%s-%d"},"data":{"filling":"%s","sent":"%d"}}'
            % (name, number, "x" * 200, time.monotonic_ns())
        )
        client.request("POST", "/api/v1/namespaces/default/configmaps", body, headers)
        answer = client.getresponse()
        answer.read()
        if answer.status != 201:
            sys.exit("the write was answered %d" % answer.status)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("url")
    parser.add_argument("ca")
    parser.add_argument("token")
    parser.add_argument("--watchers", type=int, default=1000)
    parser.add_argument("--events", type=int, default=1000)
    parser.add_argument("--rate", type=float, default=20)
    parser.add_argument("--stalled", type=int, default=0)
    parser.add_argument("--sample", type=int, default=20)
    parser.add_argument("--idle", action="store_true", help="open the watches, wait for a line, write nothing")
    options = parser.parse_args()
    url = urllib.parse.urlparse(options.url)
    context = ssl.create_default_context(cafile=options.ca)
    listing = http.client.HTTPSConnection(url.hostname, url.port, context=context)
    listing.request(
        "GET", "/api/v1/namespaces/default/configmaps?limit=1", headers={"Authorization": "Bearer " + options.token}
    )
    version = re.search(rb'"resourceVersion":"(\d+)"', listing.getresponse().read()).group(1).decode()
    request = (
        "GET /api/v1/namespaces/default/configmaps?watch=true&timeoutSeconds=3600&resourceVersion=%s HTTP/1.1\r\n"
        "Host: localhost\r\nAuthorization: Bearer %s\r\n\r\n" % (version, options.token)
    ).encode()
    chooser = selectors.DefaultSelector()
    stalled = []
    for number in range(options.watchers + options.stalled):
        connection = connect(url, context)
        connection.sendall(request)
        if number >= options.watchers:
            stalled.append(connection)
            continue
        connection.setblocking(False)
        if number % options.sample == 0:
            chooser.register(connection, selectors.EVENT_READ, [b""])
            continue
        raw = socket.socket(fileno=connection.detach())
        raw.setblocking(False)
        chooser.register(raw, selectors.EVENT_READ)
    if options.idle:
        print("open", flush=True)
        sys.stdin.readline()
        return
    time.sleep(1)
    writer = multiprocessing.Process(
        target=write,
        args=(url, context, options.token, options.events, options.rate, "w%d" % (time.time_ns() // 1_000_000)),
    )
    writer.start()
    late = []
    wanted = (options.watchers + options.sample - 1) // options.sample * options.events
    last = time.monotonic()
    while len(late) < wanted and time.monotonic() - last < 20:
        for key, _ in chooser.select(timeout=1):
            if key.data is None:
                if not key.fileobj.recv(262144):
                    chooser.unregister(key.fileobj)
                continue
            while True:
                try:
                    data = key.fileobj.recv(65536)
                except (ssl.SSLWantReadError, BlockingIOError):
                    break
                if not data:
                    chooser.unregister(key.fileobj)
                    break
                last = time.monotonic()
                now = time.monotonic_ns()
                text = key.data[0] + data
                end = 0
                for match in SENT.finditer(text):
                    late.append(now - int(match.group(1)))
                    end = match.end()
                key.data[0] = text[end:][-400:]
                if key.fileobj.pending() == 0:
                    break
    writer.join()
    late.sort()
    if not late:
        sys.exit("no event arrived")
    pick = lambda share: late[min(len(late) - 1, int(len(late) * share))] / 1e6
    print("%d of %d p50 %.1f ms p99 %.1f ms max %.1f ms" % (len(late), wanted, pick(0.5), pick(0.99), late[-1] / 1e6))


if __name__ == "__main__":
    main()
