#!/usr/bin/env bash
# What the crate costs a service that depends on it, beside a hand-written derive model over the same dependencies.
#
#     benches/dependents.sh [repetitions]        default: 3; the least time counts
#
# Both services do the same job (benches/dependents/). They are built in a temporary directory, which is removed.
set -euo pipefail
cd "$(dirname "$0")/.."
crate=$PWD
repetitions=${1:-3}
directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
unset CARGO_TARGET_DIR

# service <name> <dependencies>
service() {
    mkdir -p "$directory/$1/src"
    cp "benches/dependents/$1.rs" "$directory/$1/src/main.rs"
    printf '[workspace]\n[package]\nname = "%s"\nedition = "2024"\n[dependencies]\n%s\n' "$1" "$2" \
        > "$directory/$1/Cargo.toml"
    # The versions that the crate is tested with.
    cp Cargo.lock "$directory/$1/"
    cargo fetch --quiet --manifest-path "$directory/$1/Cargo.toml"
}
service with_crate "idcloud-types = { path = \"$crate\" }"
service by_hand 'serde = { version = "1", features = ["derive"] }
serde_json = "1"
strum = { version = "0.28", features = ["derive"] }
thiserror = "2"
uuid = { version = "1", features = ["serde"] }'

# The seconds that a command takes.
seconds() {
    local start end
    start=$(date +%s%N)
    "$@"
    end=$(date +%s%N)
    awk -v ns=$((end - start)) 'BEGIN { print ns / 1e9 }'
}

# least <command...>: the least of its times
least() {
    for _ in $(seq "$repetitions"); do seconds "$@"; done | sort -n | head -n 1
}

build() {
    cargo build --quiet --offline --manifest-path "$directory/$1/Cargo.toml" "${@:2}"
}
build_clean() {
    rm -rf "$directory/$1/target"
    build "$@"
}
build_again() {
    touch "$directory/$1/src/main.rs"
    build "$@"
}
crates() {
    cargo tree --offline --manifest-path "$directory/$1/Cargo.toml" --edges normal,build --prefix none | sed 's/ (\*)$//' | sort -u | wc -l
}

measure() {
    least build_clean "$1"
    least build_again "$1"
    least build_clean "$1" --release
    cp "$directory/$1/target/release/$1" "$directory/stripped"
    strip "$directory/stripped"
    stat --format %s "$directory/stripped"
    crates "$1"
}

# One after the other, so that neither slows the other down.
for name in with_crate by_hand; do
    measure "$name" > "$directory/$name.costs"
done
paste -d ' ' "$directory/with_crate.costs" "$directory/by_hand.costs" | awk '
    BEGIN {
        split("clean debug build, s|debug build after a change, s|clean release build, s|" \
            "stripped release binary, bytes|crates in the tree", names, "|")
        print "|                                 | with the crate | by hand | ratio |"
        print "| ------------------------------- | -------------: | ------: | ----: |"
    }
    { printf "| %-31s | %14.6g | %7.6g | %5.2f |\n", names[NR], $1, $2, $1 / $2 }'
