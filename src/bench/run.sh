#!/usr/bin/env bash
# Measures the packaged application against baselines taken in the same run, alternately.
#
#   src/bench/run.sh [CASE…]      all cases without a name
#
# Needs wrk and pgbench (Debian: wrk, postgresql-contrib or postgresql). It starts PostgreSQL with durable commits and
# Redis of its own, and works below target/bench. Settings: BENCH_MEMBERS (1000000), BENCH_SECONDS (10) for each
# measurement, BENCH_WARM (30) seconds before the first one, BENCH_ROUNDS (3), BENCH_BOOK (10000000) entries of the
# large book. A quick look: BENCH_MEMBERS=20000 BENCH_SECONDS=3 BENCH_WARM=5 BENCH_ROUNDS=1 BENCH_BOOK=200000.
# Writes results.md, results.json, benchmark.svg and explained.txt (where the time goes); exits non-zero when a case could
# not run, not when a limit is missed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

BENCH=src/bench
OUT=$PWD/target/bench
export BENCH_MEMBERS=${BENCH_MEMBERS:-1000000}
export BENCH_STORE=01980000-0000-7000-8000-000000000001
SECONDS_EACH=${BENCH_SECONDS:-10}
WARM_SECONDS=${BENCH_WARM:-30}
ROUNDS=${BENCH_ROUNDS:-3}
BOOK_ENTRIES=${BENCH_BOOK:-10000000}
PORT=${BENCH_PORT:-18080}
# As in k8s/base/deployment.yaml: throughput before pauses, and no more event loops than cores.
JAVA_OPTIONS=${BENCH_JAVA_OPTIONS:--XX:+UseParallelGC -Dquarkus.vertx.event-loops-pool-size=$(nproc)}
ALL_CASES=(lookup-local lookup-redis accrual-256 accrual-64 accrual-hot redeem hold-capture history-100k idle audit-1m book-10m accrual-tiers tier-evaluation-1m birthday-1m accrual-during-job accrual-during-birthdays flash-claim claim-refused coupon-use quote settle)
CASES=("${@:-${ALL_CASES[@]}}")
APPLICATIONS=()
FAILED=0

for part in servers measure explain lookup-cases ledger-cases tier-cases job-cases benefit-cases coupon-cases quote-cases order-cases report; do
    # shellcheck disable=SC1090
    source "$BENCH/$part.sh"
done

say() { printf '%s\n' "$*" >&2; }

need() {
    command -v "$1" >/dev/null || { say "run.sh: $1 is missing (Debian package: $2)"; exit 1; }
}

need wrk wrk
need pgbench postgresql
need psql postgresql-client
for case in "${CASES[@]}"; do
    [[ " ${ALL_CASES[*]} " == *" $case "* ]] || { say "run.sh: no case $case"; exit 1; }
done
mkdir -p "$OUT"
for log in wrk.log pgbench.log application.log results.tsv explained.txt members tokens; do : >"$OUT/$log"; done
[[ -f target/quarkus-app/quarkus-run.jar ]] || ./mvnw -B -ntp -q package -DskipTests
./mvnw -B -ntp -q dependency:build-classpath -Dmdep.outputFile="$OUT/classpath"
JAVA=$(./mvnw --version | sed -n 's/.*runtime: //p')/bin/java

trap stop_all EXIT
start_servers
create_database huiyuan

printf '| %-14s | %10s | %10s | %5s | %-10s | %-3s | %s |\n|---|---:|---:|---:|---|---|---|\n' \
    case value baseline ratio limit met unit | tee "$OUT/results.md"
for case in "${CASES[@]}"; do
    say "$case"
    note_load
    "$case" || { say "$case could not run"; stop_applications; FAILED=1; }
done
write_json
write_chart
exit $FAILED
