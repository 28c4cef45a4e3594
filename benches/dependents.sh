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

# The CPU seconds that a command takes: a busy machine changes them less than those of the clock.
seconds() {
    /usr/bin/time --format '%U %S' --output "$directory/time" "$@"
    awk '{ print $1 + $2 }' "$directory/time"
}

# build_after <clean_up or change> <name> [arguments of cargo...]: the least time of building
build_after() {
    for _ in $(seq "$repetitions"); do
        "$1" "$2"
        seconds cargo build --quiet --offline --manifest-path "$directory/$2/Cargo.toml" "${@:3}"
    done | sort -n | head -n 1
}
clean_up() {
    rm -rf "$directory/$1/target"
}
change() {
    touch "$directory/$1/src/main.rs"
}
crates() {
    cargo tree --offline --manifest-path "$directory/$1/Cargo.toml" --edges normal,build --prefix none |
        sed 's/ (\*)$//' | sort -u | wc -l
}

measure() {
    build_after clean_up "$1"
    build_after change "$1"
    build_after clean_up "$1" --release
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
        split("clean debug build, CPU s|debug build after a change, CPU s|clean release build, CPU s|" \
            "stripped release binary, bytes|crates in the tree", names, "|")
        print "|                                   | with the crate | by hand | ratio |"
        print "| --------------------------------- | -------------: | ------: | ----: |"
    }
    { printf "| %-33s | %14.6g | %7.6g | %5.2f |\n", names[NR], $1, $2, $1 / $2 }'
