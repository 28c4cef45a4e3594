#!/usr/bin/env bash
# `funnel` beside DuckDB doing the same count: time and peak memory. Every line of the second archive has a member of
# its own.
#
#     examples/funnel/scale.sh [lines] [repetitions]        default: 10000000 3; the least time counts
#
# Every program runs once in each round, so that a busy machine slows them alike. What they count must agree, or this
# ends with 1. The archives are in a temporary directory (300 bytes a line), which is removed.
set -euo pipefail
cd "$(dirname "$0")"
lines=${1:-10000000}
repetitions=${2:-3}

for tool in python3 /usr/bin/time; do
    command -v "$tool" > /dev/null || {
        echo "scale: $tool is missing; on Debian: apt-get install python3-venv time" >&2
        exit 2
    }
done
target=${CARGO_TARGET_DIR:-target}
cargo build --quiet --locked --release --target-dir "$target"
funnel=$target/release/funnel
python=$target/duckdb/bin/python
python3 -m venv "$target/duckdb"
"$python" -m pip install --quiet duckdb==2.0.0

directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
"$funnel" --generate "$lines" > "$directory/archive.jsonl"
"$python" scale.py unlike "$directory/archive.jsonl" > "$directory/unlike.jsonl"

# run <name> <command...>: keeps what it writes, and appends what it costs.
run() {
    local name=$1
    shift
    /usr/bin/time --format '%e %U %S %M' --append --output "$directory/$name.costs" "$@" > "$directory/$name"
}
for _ in $(seq "$repetitions"); do
    for archive in archive unlike; do
        run "$archive-every-funnel" "$funnel" --json --window 0 "$directory/$archive.jsonl"
        run "$archive-every-duckdb" "$python" scale.py every "$directory/$archive.jsonl"
    done
    run recent-funnel "$funnel" --json "$directory/archive.jsonl"
    run exact-funnel "$funnel" --json --window "$lines" "$directory/archive.jsonl"
    for way in process distinct; do
        run "exact-$way-duckdb" "$python" scale.py "$way" "$directory/archive.jsonl"
    done
done
for archive in archive unlike; do
    "$python" scale.py check "$directory/$archive-every-funnel" "$directory/$archive-every-duckdb"
done
for way in process distinct; do
    "$python" scale.py check "$directory/exact-funnel" "$directory/exact-$way-duckdb"
done
"$python" scale.py sql "$directory/archive.jsonl" "$directory/exact-funnel"

# row <title> <name> <name of what it is compared with>
row() {
    paste -d ' ' <(sort -n "$directory/$2.costs" | head -n 1) <(sort -n "$directory/$3.costs" | head -n 1) |
        awk -v title="$1" '{
            printf "| %-46s | %7.2f | %5.2f | %7.2f | %5.2f | %8.1f | %5.2f |\n", title,
                $1, $1 / $5, $2 + $3, ($2 + $3) / ($6 + $7), $4 / 1024, $4 / $8
        }'
}
echo '|                                                | seconds | ratio |   CPU s | ratio | peak MiB | ratio |'
echo '| ---------------------------------------------- | ------: | ----: | ------: | ----: | -------: | ----: |'
row 'DuckDB, every delivery' archive-every-duckdb archive-every-duckdb
row 'funnel --window 0' archive-every-funnel archive-every-duckdb
row 'funnel (duplicates among the last 100,000)' recent-funnel archive-every-duckdb
row 'DuckDB, every delivery, all lines unlike' unlike-every-duckdb unlike-every-duckdb
row 'funnel --window 0, all lines unlike' unlike-every-funnel unlike-every-duckdb
row 'DuckDB, one row per process' exact-process-duckdb exact-process-duckdb
row "funnel --window $lines" exact-funnel exact-process-duckdb
row 'DuckDB, distinct rows' exact-distinct-duckdb exact-distinct-duckdb
row "funnel --window $lines" exact-funnel exact-distinct-duckdb
