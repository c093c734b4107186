# Scans of a cluster's answers beside oscap over what such a scan collected, and many results in one cluster.

platform_rows() {
    [ -f "$openshift" ] || return 0
    python3 "$here/dump.py" "$work/dump" 6 50
    python3 "$here/dump.py" "$work/large" 500 5000
    scan="$MARTLET compliance scan --platform --content $openshift --profile cis"
    $scan --dump "$work/dump" --keep-collected "$work/collected" > /dev/null 2>&1 || true
    compare "OpenShift CIS on a dump of 6 nodes; the peer only judges what was collected" "$runs" \
        "$scan --dump $work/dump" \
        "env OSCAP_PROBE_ROOT=$work/collected oscap xccdf eval --profile cis $openshift"
    measure "$work/large-times" $scan --dump "$work/large"
    large="$(column "$work/large-times" 3) s, $(column "$work/large-times" 1) s user+sys, $(column "$work/large-times" 2) MB"
    echo "| OpenShift CIS on a dump of 500 nodes and 5,000 pods (wall: $large) | $(column "$work/large-times" 1) s | | | $(column "$work/large-times" 2) MB | | |"
}
