# The embedded API server: starting, writing, listing, watching; and etcd's own puts beside it.

start_server() { # state-directory further arguments
    state=$1
    shift
    rm -f "$work/ready"
    mkfifo "$work/ready"
    begun=$(date +%s%N)
    "$MARTLET" up --state-dir "$state" --listen 127.0.0.1:0 --console 127.0.0.1:0 "$@" \
        > "$work/ready" 2> "$work/log" &
    server=$!
    # The line comes through a pipe, so nothing is polled and nothing waits longer than it must.
    read -r line < "$work/ready"
    ready=$(( ($(date +%s%N) - begun) / 1000000 ))
    address=$(echo "$line" | sed 's/.*API \([^ ]*\).*/\1/')
    token=$(cat "$state/pki/token")
}

stop_server() {
    kill "$server"
    wait "$server" || true
    server=""
}

request() { curl -fsS --cacert "$state/pki/ca.crt" -H "Authorization: Bearer $token" "$@"; }

resident() { awk '/VmRSS/ { printf "%.0f\n", $2 / 1024 }' "/proc/$server/status"; }

cpu() { awk '{ print ($14 + $15) * 10 }' "/proc/$1/stat"; }

row() { echo "| $1 | $2 | ${3:-} |" >> "$work/rows"; }

wait_for_scan() {
    until request "$address/apis/compliance.openshift.io/v1alpha1/compliancescans" | grep -q '"phase":"DONE"'; do
        sleep 0.2
    done
}

# Requests a second, p99 and CPU an operation of one run of wrk against a process.
load() { # process clients seconds script url
    before=$(cpu "$1")
    wrk -t 1 -c "$2" -d "$3" --latency -s "$here/$4" "$5" > "$work/wrk"
    after=$(cpu "$1")
    count=$(awk '/requests in/ { print $1 }' "$work/wrk")
    rate=$(awk '/Requests\/sec/ { printf "%.0f", $2 }' "$work/wrk")
    slow=$(awk '$1 == "99%" { print $2 }' "$work/wrk")
    cost=$(awk -v a="$before" -v b="$after" -v n="$count" 'BEGIN { printf "%.2f", (b - a) / n }')
}

start_rows() {
    for _ in 1 2 3 4 5; do
        rm -rf "$work/start"
        start_server "$work/start"
        echo "$ready" >> "$work/first"
        stop_server
        start_server "$work/start"
        echo "$ready" >> "$work/again"
        sleep 3
        resident >> "$work/bare"
        stop_server
    done
    row "start to ready, empty state directory" "$(median < "$work/first") ms" "22 s (2.8 s CPU)"
    row "start to ready, again" "$(median < "$work/again") ms"
    row "idle resident memory, no content to scan" "$(median < "$work/bare") MB" "308 MB + etcd 46 MB"
}

write_rows() {
    for clients in 1 32 64; do
        TOKEN=$token PREFIX=c$clients load "$server" "$clients" 5 create.lua "$address"
        peer=""
        [ "$clients" != 1 ] || peer="3.95 ms CPU each"
        row "creates of 1 KB a second, durable, $clients client(s) (p99; CPU each)" "$rate ($slow; $cost ms)" "$peer"
    done
    TOKEN=$token load "$server" 32 "${UPDATE_SECONDS:-60}" update.lua "$address"
    row "changes of the same 100 objects a second, 32 clients ($count in all; p99; CPU each)" "$rate ($slow; $cost ms)"
    file=$(stat -c %s "$state/state.db")
    journal=$(stat -c %s "$state/state.db-wal")
    row "database and journal after them" "$((file / 1048576)) MB and $((journal / 1048576)) MB"
}

read_rows() {
    request -X POST -H 'Content-Type: application/json' -o /dev/null "$address/api/v1/namespaces" \
        -d '{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"many"}}'
    TOKEN=$token PREFIX=many NAMESPACE=many COUNT=10001 wrk -t 1 -c 32 -d 60 -s "$here/create.lua" "$address" > "$work/wrk" &
    filler=$!
    until [ "$(request "$address/api/v1/namespaces/many/configmaps?limit=1" | sed -n 's/.*"remainingItemCount":\([0-9]*\).*/\1/p')" -ge 9999 ]; do
        sleep 0.5
    done
    kill "$filler" 2>/dev/null || true
    sleep 3
    for _ in 1 2 3 4 5 6 7; do
        request -o /dev/null -w '%{time_total}\n' "$address/api/v1/namespaces/many/configmaps"
    done | median > "$work/list"
    row "list of 10,000 1-KB ConfigMaps, one client, TLS included" \
        "$(awk '{ printf "%.0f", $1 * 1000 }' "$work/list") ms" "123 ms CPU for 5,000"
}

watch_rows() {
    for rate in 10 20; do
        result=$(python3 "$here/watch.py" "$address" "$state/pki/ca.crt" "$token" --events "${EVENTS:-1000}" \
            --rate "$rate" --stalled 1)
        row "1,000 watchers x ${EVENTS:-1000} events, $rate a second, one watcher stalled: write sent to event received" \
            "${result#* of * }"
    done
    for watches in 1000 10000; do
        sleep 2
        before=$(resident)
        mkfifo "$work/hold$watches"
        python3 "$here/watch.py" "$address" "$state/pki/ca.crt" "$token" --watchers "$watches" --idle \
            < "$work/hold$watches" > "$work/open" &
        holder=$!
        exec 8> "$work/hold$watches"
        until grep -q open "$work/open"; do sleep 0.2; kill -0 "$holder"; done
        sleep 3
        row "$watches idle watches over TLS: memory beyond the server's own" "$(($(resident) - before)) MB"
        exec 8>&-
        wait "$holder" || true
    done
}

etcd_rows() {
    command -v etcd > /dev/null || return 0
    etcd --data-dir "$work/etcd" --listen-client-urls http://127.0.0.1:24790 \
        --advertise-client-urls http://127.0.0.1:24790 --listen-peer-urls http://127.0.0.1:24800 \
        --initial-advertise-peer-urls http://127.0.0.1:24800 --initial-cluster default=http://127.0.0.1:24800 \
        > "$work/etcd.log" 2>&1 &
    etcd=$!
    until curl -fs http://127.0.0.1:24790/health | grep -q true; do sleep 0.2; kill -0 "$etcd"; done
    for clients in 1 32 64; do
        PREFIX=$clients load "$etcd" "$clients" 5 put.lua http://127.0.0.1:24790
        echo "| $clients | $rate ($slow; $cost ms) |" >> "$work/etcd-rows"
    done
    memory=$(awk '/VmRSS/ { printf "%.0f", $2 / 1024 }' "/proc/$etcd/status")
    kill "$etcd"
    wait "$etcd" || true
    etcd=""
}

api_rows() {
    start_rows
    start_server "$work/state" --content "$content"
    wait_for_scan
    sleep 5
    row "idle resident memory, after the first scan" "$(resident) MB"
    write_rows
    read_rows
    stop_server
    start_server "$work/watched"
    watch_rows
    stop_server
    etcd_rows
}

server_section() {
    api_rows
    cat <<EOF
## Embedded API server

$(machine)

| figure | martlet | kube-apiserver 1.36 and etcd, recorded |
|---|---|---|
EOF
    cat "$work/rows"
    cat <<'EOF'

The recorded figures were measured on a machine of the same kind, loaded: their CPU times and memory compare,
wall times do not. A watch event's time includes the create that causes it.
EOF
    [ ! -f "$work/etcd-rows" ] || cat <<EOF

### Storage alone: $(etcd --version | head -n 1)

One put of 1 KB through the JSON gateway, without TLS, authentication, validation or a watch cache; compare with
the creates above, which have all of them.

| clients | puts a second, durable (p99; CPU each) |
|---|---|
$(cat "$work/etcd-rows")

Resident memory after them: $memory MB.
EOF
}
