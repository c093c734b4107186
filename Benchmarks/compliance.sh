# Compliance scans and documents beside oscap.

without_platforms() { sed '/<xccdf-1.2:platform /d' "$1" > "$2"; }

# What a configuration scan of this host looks at, without its million other files.
copy_configuration() {
    mkdir -p "$work/root"
    for path in /etc /var/lib/dpkg /usr/lib/os-release /usr/lib/systemd /usr/lib/sysctl.d /usr/lib/modprobe.d \
        /usr/lib/tmpfiles.d /usr/lib/pam.d /boot; do
        [ ! -e "$path" ] || cp -a --parents "$path" "$work/root" 2>/dev/null || true
    done
    mkdir -p "$work/root/proc" "$work/root/tmp"
    echo '/dev/vda / ext4 rw,relatime 0 0' > "$work/root/proc/mounts"
}

scan_row() { # label content profile runs [further words of both]
    compare "$1" "$4" "$MARTLET compliance scan --content $2 --profile $3 ${5:-}" \
        "oscap xccdf eval --profile $3 ${6:-} $2"
}

root_row() { # label content profile [words of ours, words of the peer's]
    compare "$1" "$runs" "$MARTLET compliance scan --root $work/root --content $2 --profile $3 ${4:-}" \
        "env OSCAP_PROBE_ROOT=$work/root oscap xccdf eval --profile $3 ${5:-} $2"
}

scan_rows() {
    scan_row "standard profile" "$content" standard "$runs"
    scan_row "standard profile, every rule applicable" "$work/np-ds.xml" standard "$runs"
    root_row "anssi_bp28_high of a copy of this host's configuration, every rule applicable, with ARF" \
        "$work/np-ds.xml" anssi_bp28_high "--arf $work/ours.arf" "--results-arf $work/theirs.arf"
    [ ! -f "$red_hat" ] || {
        without_platforms "$red_hat" "$work/np-rhel9.xml"
        root_row "RHEL 9 STIG of the same, every rule applicable" "$work/np-rhel9.xml" stig
    }
    # The peer walks the whole tree once for each such rule: minutes, on a host with many files.
    [ -z "${SLOW:-}" ] || scan_row "every rule, whole-tree rules included, once" "$content" '(all)' 1
}

document_rows() {
    compare "HTML report of that ARF ($(($(stat -c %s "$work/theirs.arf") / 1048576)) MB)" "$runs" \
        "$MARTLET compliance report --to $work/report.html $work/theirs.arf" \
        "oscap xccdf generate report --output $work/report2.html $work/theirs.arf"
    for stream in "$content" "$red_hat"; do
        [ ! -f "$stream" ] || compare "info of $(basename "$stream")" "$runs" \
            "$MARTLET compliance info $stream" "oscap info $stream"
    done
}

cache_row() { # label command
    measure "$work/without" env MARTLET_NO_CACHE=1 $2
    measure "$work/first" env XDG_CACHE_HOME="$work/cold" $2
    rm -rf "$work/cold"
    measure "$work/warm" $2
    measure "$work/warm" $2
    echo "| $1 | $(column "$work/without" 1) s | $(column "$work/first" 1) s | $(column "$work/warm" 1) s |"
    rm -f "$work/without" "$work/first" "$work/warm"
}

cache_rows() {
    for stream in "$content" "$red_hat"; do
        [ -f "$stream" ] || continue
        cache_row "profiles of $(basename "$stream")" "$MARTLET compliance profiles --content $stream"
        cache_row "scan of an empty directory with every rule of it" \
            "$MARTLET compliance scan --root $work/empty --content $stream --profile (all)"
    done
}

# One rule that looks at every file, on a tree of a million.
walk_rows() {
    mkdir -p "$work/many/etc"
    cp /etc/passwd /etc/group "$work/many/etc"
    python3 - "$work/many/srv" <<'EOF'
import os, sys
for folder in range(1000):
    place = f"{sys.argv[1]}/{folder // 100}/{folder}"
    os.makedirs(place)
    for file in range(1000):
        os.close(os.open(f"{place}/{file}", os.O_CREAT | os.O_WRONLY, 0o644))
EOF
    for _ in 1 2 3; do
        measure "$work/walked" find "$work/many" -printf '%m %U %G %s\n'
        measure "$work/judged" "$MARTLET" compliance scan --root "$work/many" --content "$work/np-ds.xml" \
            --profile '(all)' $(for rule in $whole_tree; do echo "--rule $rule"; done)
    done
    judged=$(column "$work/judged" 1) walked=$(column "$work/walked" 1)
    echo "| the rules $(echo "$whole_tree" | sed 's/ /, /g') on 1,000,000 files | $judged s, $(column "$work/judged" 2) MB | $walked s (find with stat fields) | $(ratio "$judged" "$walked") |"
    rm -rf "$work/many"
}

whole_tree="dir-perms-world-writable-root-owned dir-perms-world-writable-sticky-bits file-permissions-unauthorized-world-writable file-permissions-ungroupowned no-files-unowned-by-user"

# Rounds of a watch in which nothing happens, against one whole scan.
delta_rows() {
    measure "$work/whole" "$MARTLET" compliance scan --root "$work/root" --content "$work/np-ds.xml" \
        --profile anssi_bp28_high
    "$MARTLET" compliance watch --root "$work/root" --content "$work/np-ds.xml" --profile anssi_bp28_high \
        --every 1 > "$work/watched" 2>&1 &
    server=$!
    sleep 5
    before=$(cpu "$server")
    sleep 20
    spent=$(($(cpu "$server") - before))
    kill "$server"
    wait "$server" || true
    server=""
    echo "| a round of \`watch\` in which nothing changed, of a whole scan | $(awk -v s="$spent" -v w="$(column "$work/whole" 1)" 'BEGIN { printf "%.1f ms of %.0f ms: %.1f %%", s / 20, w * 1000, s / 200 / w }') |"
}

compliance_section() {
    mkdir "$work/empty"
    copy_configuration
    without_platforms "$content" "$work/np-ds.xml"
    cat <<EOF
## Compliance: user+sys time and peak memory

Peer: $(oscap --version | head -n 1).
$(machine)

| what | martlet | oscap | faster | martlet | oscap | memory |
|---|---|---|---|---|---|---|
EOF
    scan_rows
    document_rows
    platform_rows
    cat <<EOF

"Every rule applicable" is the same content without its \`platform\` elements: on a host that looks like a
container most rules do not apply, and this shows the cost of evaluating them. \`SLOW=1 make bench\` adds every
rule of the content, among them those that look at every file of the host.

| first loads and later ones | without the cache | filling it | with it |
|---|---|---|---|
$(cache_rows)

| the whole tree | martlet | bare walk | ratio |
|---|---|---|---|
$(walk_rows)

| watching | |
|---|---|
$(delta_rows)
EOF
}
