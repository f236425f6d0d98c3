# The ledger's cases. "Accruals" below are those of ledger.lua: over HTTP with authentication, JSON, validation and
# idempotency, each with entry, lot, keys, event, relay and invalidation.

start_ledger() {
    BENCH_NOW=$(date -u +%Y-%m-%dT%H:%M:%SZ)
    export BENCH_NOW
    start_application "$@" && sign_in
}

# ledger_rate CONNECTIONS [SECONDS]: of BENCH_COMMAND. Every measurement starts right after a checkpoint with an empty
# outbox: pages written in full count for all alike, and nobody delivers what another one wrote.
ledger_rate() {
    wait_for_outbox || return 1
    psql -qc checkpoint
    ongoing_rate "$@"
}

# ongoing_rate CONNECTIONS [SECONDS]: the same without a checkpoint, for what differs in how many pages there are. In the
# first seconds after one nearly every page is written in full, which a server does once in minutes.
ongoing_rate() { BENCH_RUN=run$RANDOM$RANDOM wrk_rate ledger.lua "$@"; }

warm_ledger() { ledger_rate "$1" "$WARM_SECONDS" >/dev/null; }

# Accruals against pgbench, which writes the same rows (account, entry, lot, both keys, the day's spend, an event) for the
# same random members in one prepared statement a commit, with the number of clients that suits it best. It reads no
# member, checks no rule, and nobody delivers its events.
accruals() { # CASE CONNECTIONS LIMIT
    local values=() baselines=() clients best=0 best_clients=8 rate
    { start_ledger && warm_ledger "$2"; } || return 1
    for clients in 8 16 32 64; do
        psql -qc checkpoint
        rate=$(pgbench_rate accrual.sql "$clients" 5)
        say "  pgbench, $clients clients: $rate"
        if awk -v a="$rate" -v b="$best" 'BEGIN { exit !(a > b) }'; then best=$rate best_clients=$clients; fi
    done
    for _ in $(seq 1 "$ROUNDS"); do
        rate=$(ledger_rate "$2") || return 1
        values+=("$rate")
        wait_for_outbox || return 1
        psql -qc checkpoint
        baselines+=("$(pgbench_rate accrual.sql "$best_clients")")
    done
    compare "$1" values baselines least "$3" "accruals/s"
    explain_time "$1" "$2" || return 1
    stop_applications
}

accrual-256() { accruals accrual-256 256 1.2; }

accrual-64() { accruals accrual-64 64 1.0; }

# All connections accrue for one member, against random members. Afterwards every point is there.
accrual-hot() {
    local values=() baselines=() rate booked=0 before after
    { start_ledger && warm_ledger 64; } || return 1
    export BENCH_MEMBER=7
    before=$(points_of "$BENCH_MEMBER") || return 1
    for _ in $(seq 1 "$ROUNDS"); do
        rate=$(ledger_rate 64) || return 1
        values+=("$rate")
        booked=$((booked + $(cat "$OUT/requests")))
        rate=$(BENCH_MEMBER='' ledger_rate 64) || return 1
        baselines+=("$rate")
    done
    sleep 1
    after=$(points_of "$BENCH_MEMBER") || return 1
    unset BENCH_MEMBER
    stop_applications
    # wrk hangs up on its last 64 requests, which are booked all the same; random accruals may have met the member too.
    if ((after - before < booked * 58 || after - before > (booked + ROUNDS * 80) * 58)); then
        say "  $booked accruals of 58 points were answered, the account grew by $((after - before))"
        return 1
    fi
    compare accrual-hot values baselines least 0.9 "accruals/s"
}

# points_of NUMBER: a member's points, if account, entries, lots and keys agree on them; else says what differs.
points_of() {
    local sums
    sums=$(psql -qAtF' ' -v n="$1" <<'SQL'
with m as (select ('01990000-0000-7000-8000-' || lpad(to_hex(:n), 12, '0'))::uuid as id)
select a.available, (select sum(points) from points_entry where member_id = m.id),
    (select sum(remaining) from points_lot where member_id = m.id), a.version,
    (select count(*) from points_entry where member_id = m.id),
    (select max(seq) from points_entry where member_id = m.id),
    (select count(*) from points_entry e join business_key k on k.source = e.source and k.ref = e.ref
        and k.kind = e.type and k.entry_id = e.id where e.member_id = m.id)
from m join points_account a on a.member_id = m.id
SQL
)
    awk '$1 + 0 != $2 + 0 || $1 + 0 != $3 + 0 || $4 != $5 || $5 != $6 + 0 || $5 != $7 { exit 1 }' <<<"$sums" ||
        { say "  the book of member $1 does not agree: $sums"; return 1; }
    cut -d' ' -f1 <<<"$sums"
}

# Points and presences for all measurements of one case of spending, once a run.
seed_spending() {
    [[ -z ${NEXT_PRESENCE:-} ]] || return 0
    local presences=$((20000 * (2 * WARM_SECONDS + 2 * ROUNDS * SECONDS_EACH)))
    say "  seeding points and $presences presences"
    psql -q -v ON_ERROR_STOP=1 -v members="$BENCH_MEMBERS" -v presences="$presences" -f $BENCH/seed-spending.sql || return 1
    NEXT_PRESENCE=1
}

# spending CASE COMMAND UNIT: against accruals, both with 256 connections. The load generator reads both answers.
spending() {
    local values=() baselines=() rate round
    seed_spending || return 1
    start_ledger || return 1
    export BENCH_READ=1
    for round in $(seq 0 "$ROUNDS"); do
        local seconds=$SECONDS_EACH
        ((round == 0)) && seconds=$WARM_SECONDS
        rate=$(BENCH_COMMAND=$2 BENCH_FIRST=$NEXT_PRESENCE ledger_rate 256 "$seconds") || return 1
        # Twice as many as were answered: the threads take turns and do not go equally fast.
        NEXT_PRESENCE=$((NEXT_PRESENCE + 2 * $(cat "$OUT/requests") + 2000))
        ((round == 0)) || values+=("$rate")
        rate=$(ledger_rate 256 "$seconds") || return 1
        ((round == 0)) || baselines+=("$rate")
    done
    unset BENCH_READ
    stop_applications
    compare "$1" values baselines least 0.8 "$3"
}

redeem() { spending redeem redemption "redemptions/s"; }

# A hold and its capture are two commands of the ledger, as two requests: both count.
hold-capture() { spending hold-capture hold "holds and captures/s"; }

# medians TARGET…: of so many requests one at a time, in turns; microseconds.
latencies() {
    export BENCH_LATENCY_FILE=$OUT/latencies
    rm -f "$BENCH_LATENCY_FILE"
    BENCH_RUN=run$RANDOM$RANDOM BENCH_TARGETS=$* wrk -t1 -c1 -d"$((2 * SECONDS_EACH))s" --timeout 10s -s $BENCH/latency.lua "$(base)" \
        >>"$OUT/wrk.log" || return 1
    local refused medians
    read -r refused medians <"$BENCH_LATENCY_FILE"
    ((refused == 0)) || { say "  $refused refused requests"; return 1; }
    echo "$medians"
}

# A member with 100,000 entries and open lots against one without a history, one request at a time, in turns.
history-100k() {
    local accruals=() new_accruals=() redemptions=() new_redemptions=() presences=$((2000 * SECONDS_EACH * (ROUNDS + 1)))
    local all a b c d next=1 round
    psql -q -v ON_ERROR_STOP=1 -v presences="$presences" -f $BENCH/seed-history.sql || return 1
    { start_ledger && warm_ledger 16; } || return 1
    for round in $(seq 0 "$ROUNDS"); do
        all=$(latencies accrual:1 accrual:2 "redemption:1:$((0x10000000 + next))" "redemption:2:$((0x20000000 + next))") || return 1
        next=$((next + 2000 * SECONDS_EACH))
        ((round > 0)) || continue
        read -r a b c d <<<"$all"
        accruals+=("$a") new_accruals+=("$b") redemptions+=("$c") new_redemptions+=("$d")
    done
    stop_applications
    slower history-accr accruals new_accruals 1.1 "µs, accrual"
    slower history-redeem redemptions new_redemptions 1.1 "µs, redemption of 100 points"
}

slower() { compare "$1" "$2" "$3" most "$4" "$5"; }

# One accrual at a time on an idle system, against what cannot be avoided: one pgbench client writing the same rows, and
# a constant answer over the same HTTP stack. Medians of each.
idle() {
    local values=() baselines=() all accrual ping write
    { start_ledger && warm_ledger 16; } || return 1
    latencies accrual:0 ping >/dev/null || return 1
    for _ in $(seq 1 "$ROUNDS"); do
        all=$(latencies accrual:0 ping) || return 1
        read -r accrual ping <<<"$all"
        rm -f "$OUT"/pgbench_log.*
        (cd "$OUT" && pgbench -n -M prepared -c 1 -T "$SECONDS_EACH" -l -f "$OLDPWD/$BENCH/accrual.sql" -D members="$BENCH_MEMBERS" \
            >>pgbench.log 2>&1) || return 1
        write=$(cut -d' ' -f3 "$OUT"/pgbench_log.* | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }')
        say "  accrual $accrual µs; pgbench $write µs, constant answer $ping µs"
        values+=("$accrual")
        baselines+=("$(awk -v a="$write" -v b="$ping" 'BEGIN { print a + b }')")
    done
    stop_applications
    slower idle values baselines 1.5 "µs, median"
}

# The audit of the whole book against one sequential aggregation over the same tables. Another run's audit of the same day
# would be gone on with, so the audit is measured once; the aggregation before and after.
audit-1m() {
    local begun ended first last audit id
    [[ -f $BENCH/audit-seed.sql ]] || { say "  no audit to measure"; return 1; }
    psql -q -v ON_ERROR_STOP=1 -f $BENCH/audit-seed.sql || return 1
    { start_ledger && wait_for_outbox; } || return 1
    first=$(seconds_of psql -qAt -o /dev/null -f $BENCH/audit-baseline.sql) || return 1
    begun=$EPOCHREALTIME
    audit=$(call POST /v1/admin/ledger/audits) || return 1
    id=$(field id <<<"$audit")
    until grep -q '"state":"FINISHED"' <<<"$audit"; do
        sleep 0.1
        audit=$(call GET "/v1/admin/ledger/audits/$id") || return 1
    done
    ended=$EPOCHREALTIME
    last=$(seconds_of psql -qAt -o /dev/null -f $BENCH/audit-baseline.sql) || return 1
    stop_applications
    grep -q '"balanced":true' <<<"$audit" || { say "  the book does not balance: $audit"; return 1; }
    local value baseline
    value=$(awk -v a="$begun" -v b="$ended" 'BEGIN { printf "%.1f", b - a }')
    baseline=$(awk -v a="$first" -v b="$last" 'BEGIN { printf "%.1f", (a + b) / 2 }')
    record audit-1m "$value" "$baseline" "$(quotient "$value" "$baseline")" most 1.5 "s" "$value against $first $last"
}

seconds_of() {
    local begun=$EPOCHREALTIME
    "$@" >&2 || return 1
    awk -v a="$begun" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.1f", b - a }'
}

# Accruals on a book of 10 million entries (with lots and keys) against one of 100,000: two databases of the same server
# and an instance on each, so that the measurements can take turns.
book-10m() {
    local values=() baselines=() rate name round small=bench_small large=bench_large
    for name in $small $large; do create_database $name || return 1; done
    say "  seeding $BOOK_ENTRIES entries"
    PGDATABASE=$small psql -q -v ON_ERROR_STOP=1 -v members="$BENCH_MEMBERS" -v entries=100000 -f $BENCH/seed-book.sql || return 1
    PGDATABASE=$large psql -q -v ON_ERROR_STOP=1 -v members="$BENCH_MEMBERS" -v entries="$BOOK_ENTRIES" -f $BENCH/seed-book.sql || return 1
    on_database $small start_ledger || return 1
    PORT=$((PORT + 10)) on_database $large start_ledger || return 1
    for round in $(seq 0 "$ROUNDS"); do
        local seconds=$SECONDS_EACH
        ((round == 0)) && seconds=$WARM_SECONDS
        rate=$(PORT=$((PORT + 10)) PGDATABASE=$large settled_rate "$seconds") || return 1
        ((round == 0)) || values+=("$rate")
        rate=$(PGDATABASE=$small settled_rate "$seconds") || return 1
        ((round == 0)) || baselines+=("$rate")
    done
    stop_applications
    for name in $small $large; do psql -qc "drop database $name with (force)"; done
    compare book-10m values baselines least 0.85 "accruals/s"
}

settled_rate() { wait_for_outbox && ongoing_rate 64 "$1"; }
