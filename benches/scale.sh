#!/usr/bin/env bash
# The example `funnel` on ever longer archives: time per line and peak memory, beside jq and Python doing the same count.
#
#     benches/scale.sh [lines...]        default: 100000 1000000 10000000
#
# jq (with sort) and Python keep every process, so they are run on archives of up to a million lines only. What two of
# them count must agree, or this ends with 1. Peak memory is that of the largest process of a pipeline. The archives
# stand in a temporary directory (140 bytes a line), which is removed.
set -euo pipefail
cd "$(dirname "$0")/.."

for tool in jq python3 /usr/bin/time; do
    command -v "$tool" > /dev/null || {
        echo "scale: $tool is missing; on Debian: apt-get install jq python3 time" >&2
        exit 2
    }
done
directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
cargo build --quiet --locked --release --manifest-path examples/funnel/Cargo.toml --target-dir target/funnel
funnel=target/funnel/release/funnel

# Outcome and last event of every valid delivery, duplicates set aside by `sort`.
count_with_jq() {
    jq --raw-input --raw-output '
        fromjson? | select(.processId and (.result == "expired" or (.lastEvent | not)))
        | [.processId, .result, .lastEvent] | @tsv' "$1" | sort -u | cut -f 2- | sort | uniq -c
}
export -f count_with_jq

# The reports of `funnel` and of Python, in the form of that one's.
as_jq='
    .outcomes // .all.outcomes | to_entries[] | select(.key != "expired" and .value > 0)
    | "\(.value) \(.key)"'
stops_as_jq='
    .stopped // (.all.stopped | map({ key: .event, value: .count }) | from_entries) | to_entries[]
    | "\(.value) expired \(.key)"'
broken_of() {
    jq --compact-output '[.malformed, .invalid, .duplicates] | map(.count? // .)' "$1"
}
normal() {
    awk '{ print $1, $2, $3 }' "$@" | sort
}

# measure <name> <lines> <command...>: runs it, and prints a row of the table.
measure() {
    local name=$1 lines=$2
    shift 2
    /usr/bin/time --format '%e %U %S %M' --output "$directory/cost" "$@" > "$directory/$name"
    if [ "$name" = funnel ]; then
        cp "$directory/cost" "$directory/cost_of_funnel"
    fi
    paste -d ' ' "$directory/cost" "$directory/cost_of_funnel" | awk -v name="$name" -v lines="$lines" '{
        printf "| %-7s | %9d | %8.2f | %8.3f | %6.1f | %12.3f | %6.1f | %9.1f |\n", name, lines,
            $1, 1e6 * $1 / lines, $1 / $5, 1e6 * ($2 + $3) / lines, ($2 + $3) / ($6 + $7), $4 / 1024
    }'
}

echo '|         |     lines |  seconds |  us/line |  ratio | CPU us/line  |  ratio |  peak MiB |'
echo '| ------- | --------: | -------: | -------: | -----: | -----------: | -----: | --------: |'
if [ $# = 0 ]; then
    set -- 100000 1000000 10000000
fi
for lines; do
    archive=$directory/archive.jsonl
    "$funnel" --generate "$lines" > "$archive"
    measure funnel "$lines" "$funnel" --json "$archive"
    if [ "$lines" -le 1000000 ]; then
        measure jq "$lines" bash -c 'count_with_jq "$1"' - "$archive"
        measure python "$lines" python3 benches/scale.py "$archive"
        normal "$directory/jq" > "$directory/expected"
        for other in funnel python; do
            jq --raw-output "($as_jq), ($stops_as_jq)" "$directory/$other" | normal | cmp - "$directory/expected"
        done
        cmp <(broken_of "$directory/funnel") <(broken_of "$directory/python")
    fi
done
