#!/usr/bin/env bash
# What the crate costs a service that depends on it, beside a hand-written derive model over the same dependencies.
#
#     benches/dependents.sh [repetitions]        default: 3; the least time counts
#
# The three services do the same job (benches/dependents/): with the webhook alone, with the whole crate, and by hand.
# They are built in a temporary directory, which is removed. Ends with 1 when a goal is missed by more than 5 %.
set -euo pipefail
cd "$(dirname "$0")/.."
crate=$PWD
repetitions=${1:-3}
directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
unset CARGO_TARGET_DIR

for tool in /usr/bin/time strip; do
    command -v "$tool" > /dev/null || {
        echo "dependents: $tool is missing; on Debian: apt-get install binutils time" >&2
        exit 2
    }
done

# service <name> <source> <dependencies>
service() {
    mkdir -p "$directory/$1/src"
    cp "benches/dependents/$2.rs" "$directory/$1/src/main.rs"
    printf '[workspace]\n[package]\nname = "%s"\nedition = "2024"\n[dependencies]\n%s\n' "$1" "$3" \
        > "$directory/$1/Cargo.toml"
    # The versions that the crate is tested with.
    cp Cargo.lock "$directory/$1/"
    cargo fetch --quiet --manifest-path "$directory/$1/Cargo.toml"
}
service webhook with_crate "idcloud-types = { path = \"$crate\", default-features = false, features = [\"std\"] }"
service whole with_crate "idcloud-types = { path = \"$crate\" }"
service by_hand by_hand 'serde = { version = "1", features = ["derive"] }
serde_json = "1"
strum = { version = "0.28", features = ["derive"] }
thiserror = "2"
uuid = { version = "1", features = ["serde"] }'

# The CPU seconds that a command takes: a busy machine changes them less than those of the clock.
seconds() {
    /usr/bin/time --format '%U %S' --output "$directory/time" "$@"
    awk '{ print $1 + $2 }' "$directory/time"
}
build() {
    seconds cargo build --quiet --offline --manifest-path "$directory/$1/Cargo.toml" "${@:2}"
}
services=(webhook whole by_hand)
# By turns, so that a machine that grows busier or warmer treats all alike.
for _ in $(seq "$repetitions"); do
    for name in "${services[@]}"; do
        rm -rf "$directory/$name/target"
        build "$name" >> "$directory/$name.debug"
        touch "$directory/$name/src/main.rs"
        build "$name" >> "$directory/$name.change"
        rm -rf "$directory/$name/target"
        build "$name" --release >> "$directory/$name.release"
        touch "$directory/$name/src/main.rs"
        build "$name" --release >> "$directory/$name.release_change"
    done
done
for name in "${services[@]}"; do
    strip -o "$directory/stripped" "$directory/$name/target/release/$name"
    stat --format %s "$directory/stripped" > "$directory/$name.bytes"
    cargo tree --offline --manifest-path "$directory/$name/Cargo.toml" --edges normal,build --prefix none |
        sed 's/ (\*)$//' | sort -u | wc -l > "$directory/$name.crates"
done

# The least of what was measured.
least() {
    sort -n "$directory/$1.$2" | head -n 1
}
echo '|                                   | webhook alone | whole crate | by hand | webhook | goal | whole | goal |'
echo '| --------------------------------- | ------------: | ----------: | ------: | ------: | ---: | ----: | ---: |'
missed=0
# row <name> <figure> <goal of the webhook alone> <goal of the whole crate>, each `-` for none
row() {
    echo "$(least webhook "$2") $(least whole "$2") $(least by_hand "$2") $3 $4" | awk -v name="$1" '{
        printf "| %-33s | %13.6g | %11.6g | %7.6g | %7.2f | %4s | %5.2f | %4s |\n", name,
            $1, $2, $3, $1 / $3, $4, $2 / $3, $5
        exit ($4 != "-" && $1 / $3 > 1.05 * $4) || ($5 != "-" && $2 / $3 > 1.05 * $5)
    }' || missed=1
}
row 'clean debug build, CPU s' debug - -
row 'debug build after a change, CPU s' change - -
row 'clean release build, CPU s' release 1.1 1.3
row 'release after a change, CPU s' release_change 1 1
row 'stripped release binary, bytes' bytes 1.2 1.2
row 'crates in the tree' crates - -
exit "$missed"
