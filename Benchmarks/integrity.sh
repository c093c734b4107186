# First databases and checks of a tree beside aide, and beside nothing but its digests.

# Programs, headers, documents and configuration of this host; copied, because new names would change the inodes
# of the host's own files.
copy_tree() {
    tree=$work/tree
    mkdir -p "$tree"
    for path in /usr/bin /usr/include /usr/share/doc /etc; do
        [ ! -d "$path" ] || cp -a --reflink=auto --parents "$path" "$tree" 2>/dev/null || true
    done
    for who in ours theirs; do
        cat > "$work/aide-$who.conf" <<CONF
database_in=file:$work/aide-$who.gz
database_out=file:$work/aide-$who.new.gz
root_prefix=$tree
gzip_dbout=yes
database_attrs=sha256
report_url=file:/dev/null
/ sha512+ftype+p+u+g+n+acl+selinux+xattrs
CONF
    done
}

# The program is called under the peer's name; an index is what the peer has none of.
integrity_rows() {
    compare "first database" "$runs" "$our_aide --init" "$their_aide --init"
    for who in ours theirs; do mv "$work/aide-$who.new.gz" "$work/aide-$who.gz"; done
    compare "check, every file read" "$runs" "$our_aide --check" "$their_aide --check"
    indexed="--config $work/aide-ours.conf --state-dir $work/integrity --database $work/integrity/baseline.db"
    # A file that changed within the minute before it was read is not taken from an index.
    sleep 61
    # shellcheck disable=SC2086 # words of a command
    "$MARTLET" integrity init $indexed --index > /dev/null 2>&1 || true
    compare "check with a content index, nothing changed" "$runs" \
        "$MARTLET integrity check $indexed --index" "$their_aide --check"
    for _ in $(seq "$runs"); do
        # shellcheck disable=SC2086 # words of a command
        measure "$work/first" $our_aide --init
        measure "$work/digests" sh -c "find $tree -type f -print0 | xargs -0 openssl dgst -sha512"
    done
    floor=$(column "$work/digests" 1) first=$(column "$work/first" 1)
    echo "| first database; in the peer's place nothing but the digests (openssl dgst -sha512) | $first s | $floor s | $(ratio "$floor" "$first")x | $(column "$work/first" 2) MB | | |"
}

# From writing a file to the resource that tells of it, as a watch brings it.
change_row() {
    start_server "$work/changes" --host-root "$tree"
    request -H 'Content-Type: application/json' -d '{"apiVersion": "fileintegrity.openshift.io/v1alpha1",
        "kind": "FileIntegrity", "metadata": {"name": "bench"}, "spec": {"config": {"gracePeriod": 900}}}' \
        "$address/apis/fileintegrity.openshift.io/v1alpha1/namespaces/openshift-file-integrity/fileintegrities" \
        > /dev/null
    python3 "$here/changes.py" "$address" "$state/pki/ca.crt" "$token" "$tree" bench --changes 200 > "$work/late"
    stop_server
    read -r middle slow slowest < "$work/late"
    echo "| $middle ms | $slow ms | $slowest ms |"
}

integrity_section() {
    aide=$(command -v aide) || {
        earlier "File integrity"
        return
    }
    copy_tree
    ln -s "$MARTLET" "$work/aide"
    our_aide="$work/aide -c $work/aide-ours.conf" their_aide="$aide -c $work/aide-theirs.conf"
    cat <<EOS
## File integrity: user+sys time and peak memory

Peer: $("$aide" --version 2>&1 | head -n 1). A tree of $(find "$tree" | wc -l) entries and $(du -sm "$tree" | cut -f 1) MB
on $(stat -f -c %T "$tree"), with the File Integrity Operator's attributes (sha512, access lists, extended attributes).
$(machine)

| what | martlet | aide | faster | martlet | aide | memory |
|---|---|---|---|---|---|---|
$(integrity_rows)

An index is used on file systems that keep their own times (ext4, XFS, btrfs …), not in memory (tmpfs).

From a change to its FileIntegrityNodeStatus and log, \`martlet up\` over the same tree, 200 new files one after the
other, as a watch of the API sees them; the peer's operator looks every 15 minutes:

| p50 | p99 | slowest |
|---|---|---|
$(change_row)
EOS
}
