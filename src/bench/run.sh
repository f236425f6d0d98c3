#!/usr/bin/env bash
# Measures the packaged application against baselines taken in the same run, alternately.
#
#   src/bench/run.sh [CASE…]      all cases without a name
#
# Needs wrk and pgbench (Debian: wrk, postgresql-contrib or postgresql). It starts PostgreSQL with durable commits and
# Redis of its own, and works below target/bench. Settings: BENCH_MEMBERS (1000000), BENCH_SECONDS (10) for each
# measurement, BENCH_ROUNDS (3). Writes target/bench/results.json and results.md; exits non-zero only when a case could not run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

BENCH=src/bench
OUT=$PWD/target/bench
export BENCH_MEMBERS=${BENCH_MEMBERS:-1000000}
export BENCH_STORE=01980000-0000-7000-8000-000000000001
SECONDS_EACH=${BENCH_SECONDS:-10}
ROUNDS=${BENCH_ROUNDS:-3}
PORT=${BENCH_PORT:-18080}
BASE=http://127.0.0.1:$PORT
# As in k8s/base/deployment.yaml: throughput before pauses, and no more event loops than cores.
JAVA_OPTIONS=${BENCH_JAVA_OPTIONS:--XX:+UseParallelGC -Dquarkus.vertx.event-loops-pool-size=$(nproc)}
ALL_CASES=(lookup-local lookup-redis accrual-256)
CASES=("${@:-${ALL_CASES[@]}}")
ROWS=()
FAILED=0

say() { printf '%s\n' "$*" >&2; }

need() {
    command -v "$1" >/dev/null || { say "run.sh: $1 is missing (Debian package: $2)"; exit 1; }
}

field() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }

median() { printf '%s\n' "$@" | sort -g | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

# --- servers -----------------------------------------------------------------------------------------------------

start_servers() {
    rm -rf "$OUT/servers"
    mkdir -p "$OUT/servers"
    coproc SERVERS { "$JAVA" -cp "target/classes:$(cat "$OUT/classpath")" $BENCH/Servers.java "$OUT/servers" 2>"$OUT/servers.log"; }
    SERVERS_IN=${SERVERS[1]}
    local line
    while read -r line <&"${SERVERS[0]}"; do [[ $line == ready ]] && break; done
    # shellcheck disable=SC1091
    source "$OUT/servers/settings.sh"
    export PGHOST=localhost PGUSER=$HUIYUAN_DATABASE_USERNAME PGPASSWORD=$HUIYUAN_DATABASE_PASSWORD PGDATABASE=huiyuan
    PGPORT=$(sed -E 's#.*:([0-9]+)/.*#\1#' <<<"$HUIYUAN_DATABASE_URL")
    export PGPORT
}

start_application() {
    "$JAVA" -Xmx2g $JAVA_OPTIONS -Dquarkus.http.port="$PORT" -Dquarkus.management.port="$((PORT + 1))" "$@" -jar target/quarkus-app/quarkus-run.jar >"$OUT/application.log" 2>&1 &
    APPLICATION=$!
    for _ in $(seq 1 120); do
        curl -sf -o /dev/null "$BASE/v1/programme" && return 0
        kill -0 "$APPLICATION" 2>/dev/null || break
        sleep 0.5
    done
    say "the application does not start:"; tail -20 "$OUT/application.log" >&2
    return 1
}

stop_application() {
    [[ -n ${APPLICATION:-} ]] || return 0
    kill "$APPLICATION" 2>/dev/null || true
    wait "$APPLICATION" 2>/dev/null || true
    APPLICATION=
}

stop_all() {
    stop_application
    [[ -n ${SERVERS_IN:-} ]] && exec {SERVERS_IN}>&- || true
    wait 2>/dev/null || true
}

command_of_application() { "$JAVA" -jar target/quarkus-app/quarkus-run.jar "$@" >>"$OUT/application.log" 2>&1; }

sign_in() {
    BENCH_TOKEN=$(curl -sf "$BASE/v1/auth/staff/sessions" -H 'Content-Type: application/json' \
        -d "{\"userName\":\"bench\",\"password\":\"$BENCH_PASSWORD\",\"storeId\":\"$BENCH_STORE\",\"terminalId\":\"bench\"}" |
        field accessToken)
    export BENCH_TOKEN
    [[ -n $BENCH_TOKEN ]]
}

# Members whose cards are looked up come through the API: a card shows personal data.
register_members() {
    export BENCH_MEMBER_FILE=$OUT/members
    [[ -s $BENCH_MEMBER_FILE ]] && return 0
    local credential token n
    credential=$(curl -sf "$BASE/v1/admin/credentials" -H "Authorization: Bearer $BENCH_TOKEN" -H 'Content-Type: application/json' \
        -d '{"kind":"IMPORT","label":"bench","storeIds":[],"allStores":true}')
    token=$(curl -sf "$BASE/v1/auth/partner/sessions" -H 'Content-Type: application/json' \
        -d "{\"clientId\":\"$(field clientId <<<"$credential")\",\"clientSecret\":\"$(field clientSecret <<<"$credential")\"}" |
        field accessToken)
    for n in $(seq -w 0 299); do
        curl -sf "$BASE/v1/members" -H "Authorization: Bearer $token" -H 'Content-Type: application/json' \
            -d "{\"phone\":\"13700000$n\",\"name\":\"顾客$n\"}" | field memberId
        echo
    done >"$BENCH_MEMBER_FILE"
}

wait_for_outbox() {
    for _ in $(seq 1 600); do
        [[ $(psql -qAtc 'select count(*) from (select 1 from outbox_event limit 1) o') == 0 ]] && return 0
        sleep 0.5
    done
    say "the outbox does not drain"
    return 1
}

# --- one measurement -----------------------------------------------------------------------------------------------

# wrk_rate SCRIPT CONNECTIONS [SECONDS] prints successful requests a second; fails when requests failed.
wrk_rate() {
    local line
    line=$(wrk -t2 -c"$2" -d"${3:-$SECONDS_EACH}s" --timeout 10s -s "$BENCH/$1" "$BASE" | tee -a "$OUT/wrk.log" | grep '^BENCH')
    read -r _ rate refused broken <<<"$line"
    if ((refused + broken > 0)); then say "  $refused refused, $broken broken requests"; fi
    ((refused + broken == 0)) || return 1
    echo "$rate"
}

pgbench_rate() {
    pgbench -n -M prepared -c "$2" -j 2 -T "${3:-$SECONDS_EACH}" -f "$BENCH/$1" -D members="$BENCH_MEMBERS" 2>>"$OUT/pgbench.log" |
        tee -a "$OUT/pgbench.log" | sed -n 's/^tps = \([0-9.]*\).*/\1/p'
}

record() { # case value baseline unit
    local ratio
    ratio=$(awk -v v="$2" -v b="$3" 'BEGIN { printf "%.2f", v / b }')
    ROWS+=("{\"case\": \"$1\", \"value\": $2, \"baseline\": $3, \"ratio\": $ratio, \"unit\": \"$4\"}")
    printf '| %-14s | %10.0f | %10.0f | %5s | %s |\n' "$1" "$2" "$3" "$ratio" "$4" | tee -a "$OUT/results.md"
}

# --- cases ---------------------------------------------------------------------------------------------------------

# lookups CASE [JVM OPTION…]: lookups by id against an authenticated constant answer.
lookups() {
    local name=$1 values=() baselines=() rate
    { start_application "${@:2}" && sign_in && register_members; } || return 1
    wrk_rate lookup.lua 64 "$SECONDS_EACH" >/dev/null
    BENCH_PATH=/v1/ping wrk_rate lookup.lua 64 5 >/dev/null
    for _ in $(seq 1 "$ROUNDS"); do
        rate=$(wrk_rate lookup.lua 64) || return 1
        values+=("$rate")
        rate=$(BENCH_PATH=/v1/ping wrk_rate lookup.lua 64) || return 1
        baselines+=("$rate")
    done
    stop_application
    record "$name" "$(median "${values[@]}")" "$(median "${baselines[@]}")" "lookups/s"
}

lookup-local() { lookups lookup-local; }

lookup-redis() { lookups lookup-redis -Dhuiyuan.cache.local.max-entries=0; }

# accruals CASE CONNECTIONS: accruals over HTTP against the same rows written by pgbench, its best client number.
accruals() {
    local name=$1 values=() baselines=() clients best=0 best_clients=8 rate
    BENCH_NOW=$(date -u +%Y-%m-%dT%H:%M:%SZ)
    export BENCH_NOW
    { start_application && sign_in; } || return 1
    BENCH_RUN=warm$RANDOM wrk_rate accrual.lua "$2" 30 >/dev/null
    wait_for_outbox
    for clients in 8 16 32 64; do
        rate=$(pgbench_rate accrual.sql "$clients" 5)
        say "  pgbench, $clients clients: $rate"
        if awk -v a="$rate" -v b="$best" 'BEGIN { exit !(a > b) }'; then best=$rate best_clients=$clients; fi
    done
    for _ in $(seq 1 "$ROUNDS"); do
        # Each measurement starts right after a checkpoint: the pages written in full count for both alike.
        psql -qc checkpoint
        rate=$(BENCH_RUN=run$RANDOM$RANDOM wrk_rate accrual.lua "$2") || return 1
        values+=("$rate")
        wait_for_outbox || return 1
        psql -qc checkpoint
        baselines+=("$(pgbench_rate accrual.sql "$best_clients")")
    done
    curl -sf "http://127.0.0.1:$((PORT + 1))/q/metrics" | grep '^huiyuan_ledger' >"$OUT/ledger-metrics.txt" || true
    stop_application
    record "$name" "$(median "${values[@]}")" "$(median "${baselines[@]}")" "accruals/s"
}

accrual-256() { accruals accrual-256 256; }

# --- run -----------------------------------------------------------------------------------------------------------

need wrk wrk
need pgbench postgresql
need psql postgresql-client
mkdir -p "$OUT"
rm -f "$OUT/members"
: >"$OUT/wrk.log"; : >"$OUT/pgbench.log"; : >"$OUT/application.log"
[[ -f target/quarkus-app/quarkus-run.jar ]] || ./mvnw -B -ntp -q package -DskipTests
./mvnw -B -ntp -q dependency:build-classpath -Dmdep.outputFile="$OUT/classpath"
JAVA=$(./mvnw --version | sed -n 's/.*runtime: //p')/bin/java

trap stop_all EXIT
start_servers
command_of_application migrate
command_of_application create-admin bench <<<"$BENCH_PASSWORD"
say "seeding $BENCH_MEMBERS members"
psql -q -v ON_ERROR_STOP=1 -v members="$BENCH_MEMBERS" -f $BENCH/seed.sql

printf '| %-14s | %10s | %10s | %5s | %s |\n|---|---:|---:|---:|---|\n' case value baseline ratio unit | tee "$OUT/results.md"
for case in "${CASES[@]}"; do
    declare -F "$case" >/dev/null && [[ " ${ALL_CASES[*]} " == *" $case "* ]] || { say "run.sh: no case $case"; exit 1; }
    say "$case"
    "$case" || { say "$case could not run"; stop_application; FAILED=1; }
done
{ printf '['; sep=; for row in "${ROWS[@]}"; do printf '%s\n  %s' "$sep" "$row"; sep=,; done; printf '\n]\n'; } >"$OUT/results.json"
exit $FAILED
