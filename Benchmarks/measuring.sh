# Timing whole processes: medians, ratios, and one peer beside the other.

median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

# Runs a command and appends "user+sys peak-MB wall" to a file; the command's own exit code does not matter.
measure() {
    log=$1
    shift
    command time -f '%U %S %M %e' -o "$work/time" "$@" >/dev/null 2>&1 || true
    tail -n 1 "$work/time" | awk '{ printf "%.3f %.1f %.2f\n", $1 + $2, $3 / 1024, $4 }' >> "$log"
}

column() { awk -v c="$2" '{ print $c }' "$1" | median; }

ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.1f", a / (b > 0 ? b : 0.001) }'; }

# A row of the table of processes: user+sys and peak memory of ours and of the peer's, in turn.
# Commands are given as words of one string each; nothing here holds a space of its own.
compare() { # label runs ours theirs
    rm -f "$work/ours" "$work/theirs"
    for _ in $(seq "$2"); do
        # shellcheck disable=SC2086 # words of a command
        measure "$work/ours" $3
        # shellcheck disable=SC2086 # words of a command
        measure "$work/theirs" $4
    done
    ours=$(column "$work/ours" 1) theirs=$(column "$work/theirs" 1)
    memory=$(column "$work/ours" 2) their_memory=$(column "$work/theirs" 2)
    echo "| $1 | $ours s | $theirs s | $(ratio "$theirs" "$ours")x | $memory MB | $their_memory MB | 1/$(ratio "$their_memory" "$memory") |"
}
