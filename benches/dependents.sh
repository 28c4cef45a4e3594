#!/usr/bin/env bash
# What the crate adds to the build of a service that depends on it, beside the same service without it:
#
#     benches/dependents.sh [repetitions]        default: 3; the least CPU seconds count
#
# It builds the service of benches/dependents in a temporary directory: without a webhook, with the webhook alone, with
# all of the crate, and with a webhook by hand. It counts the CPU seconds of each compilation unit, which a busy machine
# changes less than time, and compares the units that differ. Ends with 1 when a goal is missed by more than 5 %, unless
# the miss is explained in benches/README.md.
set -euo pipefail

# As the wrapper of the compiler: runs it, and notes the package, the crate, its features, and the CPU seconds.
if [ -n "${UNITS:-}" ]; then
    name='' features='' previous=''
    for argument; do
        case $previous in
            --crate-name) name=$argument ;;
            --cfg) features+=" $argument" ;;
        esac
        previous=$argument
    done
    status=0
    "$@" || status=$?
    if [ -n "$name" ] && [ "$name" != ___ ]; then
        # Not in a pipe: `times` is about this shell's children. The second line is `0m1.234s 0m0.056s`.
        times > "$UNITS.$$"
        awk -v unit="${CARGO_PKG_NAME:-} ${CARGO_PKG_VERSION:-} $name" -v features="$features" 'NR == 2 {
            split($1 $2, parts, /[ms]/)
            printf "%s\t%s\t%.3f\n", unit, features, parts[1] * 60 + parts[2] + parts[3] * 60 + parts[4]
        }' "$UNITS.$$" >> "$UNITS"
        rm "$UNITS.$$"
    fi
    exit "$status"
fi

script=$PWD/$0
[[ $0 != /* ]] || script=$0
cd "$(dirname "$0")/.."
repetitions=${1:-3}
directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
unset RUSTFLAGS CARGO_INCREMENTAL
cargo fetch --quiet --locked

variants=(without webhook whole by-hand)
# build <variant> <file of its units>
build() {
    local features=(--features "$1")
    [ "$1" != without ] || features=()
    UNITS=$directory/$2 RUSTC_WRAPPER=$script CARGO_TARGET_DIR=$directory/target CARGO_PROFILE_RELEASE_STRIP=symbols \
        cargo build --quiet --locked --offline --release -p service "${features[@]}"
}
# By turns, so that a machine that grows busier or warmer treats all alike. What a variant has in common with the service
# without a webhook is built once.
for repetition in $(seq "$repetitions"); do
    rm -rf "$directory/target" "$directory/common"
    for variant in "${variants[@]}"; do
        build "$variant" "$variant.clean.$repetition"
        [ "$variant" != without ] || cp -a "$directory/target" "$directory/common"
        touch benches/dependents/src/main.rs
        build "$variant" "$variant.change.$repetition"
        stat --format %s "$directory/target/release/service" > "$directory/$variant.bytes"
        rm -rf "$directory/target"
        cp -a "$directory/common" "$directory/target"
    done
done

# The units of builds, and their least seconds.
least() {
    awk -F '\t' '{ unit = $1 "\t" $2 } !(unit in seconds) || $3 < seconds[unit] { seconds[unit] = $3 }
        END { for (unit in seconds) printf "%s\t%s\n", unit, seconds[unit] }' "$@"
}
# difference <variant>: the units that it adds, and after a minus those that they replace: of the same crates, with
# other features. What is built again without another feature was not added.
difference() {
    awk -F '\t' -v OFS='\t' 'NR == FNR { seconds[$1, $2] = $3; features[$1] = features[$1] SUBSEP $2; next }
        !(($1, $2) in seconds) {
            print $1, $2, $3
            count = split(features[$1], replaced, SUBSEP)
            for (i = 2; i <= count; i++) print $1, replaced[i], -seconds[$1, replaced[i]]
        }' "$directory/without.clean" "$directory/$1.clean" | sort -t "$(printf '\t')" -k 3 -n -r
}
total() {
    awk -F '\t' '{ total += $3 } END { printf "%.2f", total }' "$@"
}
for variant in "${variants[@]}"; do
    least "$directory/$variant".clean.* > "$directory/$variant.clean"
    least "$directory/$variant".change.* > "$directory/$variant.change"
    difference "$variant" > "$directory/$variant.difference"
done

missed=0
# goal <name> <figure> <limit> [<what is reached where it is missed, as benches/README.md explains>]
goal() {
    awk -v name="$1" -v is="$2" -v limit="$3" -v reached="${4:-0}" 'BEGIN {
        verdict = is <= limit ? "met" : is <= 1.05 * limit ? "nearly" : is <= 1.05 * reached ? "missed" : "FAILED"
        printf "| %-48s | %7.3f | %5.3f | %-6s |\n", name, limit, is, verdict
        exit verdict == "FAILED"
    }' || missed=1
}

base=$(total "$directory/without.clean")
# part <CPU s> <CPU s>
part() {
    awk -v one="$1" -v other="$2" 'BEGIN { print one / other }'
}
echo '|         | added to a clean release build, CPU s | part of it | binary, bytes | release build after a change, CPU s |'
echo '| ------- | ------------------------------------: | ---------: | ------------: | ----------------------------------: |'
for variant in "${variants[@]}"; do
    added=$(total "$directory/$variant.difference")
    awk -v variant="$variant" -v added="$added" -v base="$base" -v bytes="$(cat "$directory/$variant.bytes")" \
        -v change="$(total "$directory/$variant.change")" 'BEGIN {
            printf "| %-7s | %37.2f | %9.1f%% | %13d | %35.2f |\n", variant, added, 100 * added / base, bytes, change
        }'
done
printf '\nThe clean release build without it: %s CPU s, the least of %s.\n\n' "$base" "$repetitions"

echo '| goals                                            | at most |    is |        |'
echo '| ------------------------------------------------ | ------: | ----: | ------ |'
goal 'all of it, of the clean build without it' "$(part "$(total "$directory/whole.difference")" "$base")" 0.15 0.36
goal 'the webhook alone, of the clean build without it' "$(part "$(total "$directory/webhook.difference")" "$base")" 0.08 0.15
# change <variant> <other> [<what is reached>]
change() {
    goal "$1: a change, of that $2" "$(part "$(total "$directory/$1.change")" "$(total "$directory/$2.change")")" 1 "${3:-0}"
}
change webhook without 1.13
change whole without 1.17
# The model by hand has no response of GetProcess to read.
change webhook by-hand

for variant in webhook whole by-hand; do
    printf '\nThe units that %s adds, less those that they replace, CPU s:\n' "$variant"
    awk -F '\t' '{ gsub(/ feature=|"/, " ", $2); printf "%7.2f  %s %s\n", $3, $1, $2 }' "$directory/$variant.difference"
done
exit "$missed"
