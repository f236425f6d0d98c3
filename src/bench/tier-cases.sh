# The cases of tiers. Both go on members of whom every second one has a tier above the lowest, with ten days of orders
# each within the last year; see seed-tiers.sql.

seed_tiers() {
    [[ -z ${TIERS_SEEDED:-} ]] || return 0
    say "  seeding ten days of orders for each member"
    psql -q -v ON_ERROR_STOP=1 -v members="$BENCH_MEMBERS" -f $BENCH/seed-tiers.sql || return 1
    TIERS_SEEDED=1
}

# Accruals with tiers against accruals without: two instances of the same build on the same database, in turns. The one
# without neither reads nor keeps what members spend.
accrual-tiers() {
    local values=() baselines=() rate round
    seed_tiers || return 1
    start_ledger || return 1
    PORT=$((PORT + 10)) start_ledger -Dhuiyuan.tier.enabled=false || return 1
    for round in $(seq 0 "$ROUNDS"); do
        local seconds=$SECONDS_EACH
        ((round == 0)) && seconds=$WARM_SECONDS
        rate=$(ledger_rate 64 "$seconds") || return 1
        ((round == 0)) || values+=("$rate")
        rate=$(PORT=$((PORT + 10)) ledger_rate 64 "$seconds") || return 1
        ((round == 0)) || baselines+=("$rate")
    done
    stop_applications
    compare accrual-tiers values baselines least 0.85 "accruals/s"
}

# The evaluation of all members, of whom 5 % have spent too little, against one statement that finds the same members and
# writes the same rows for them: standing, history, event. The statement locks nobody and checks nothing.
tier-evaluation-1m() {
    local run value baseline changed expected first last
    seed_tiers || return 1
    expected=$(psql -qAt -f $BENCH/tier-evaluation-expected.sql) || return 1
    first=$(evaluation_baseline) || return 1
    { start_ledger && wait_for_outbox; } || return 1
    reset_standings || return 1
    run=$(job_run tier-evaluation) || return 1
    stop_applications
    changed=$(psql -qAt -c "select count(*) from tier_standing where grace_until is not null") || return 1
    if ((changed != expected)); then say "  $changed members are in a grace period instead of $expected"; return 1; fi
    last=$(evaluation_baseline) || return 1
    value=$(awk -v a="$run" 'BEGIN { printf "%.1f", a / 1000 }')
    baseline=$(awk -v a="$first" -v b="$last" 'BEGIN { printf "%.1f", (a + b) / 2 }')
    record tier-evaluation-1m "$value" "$baseline" "$(quotient "$value" "$baseline")" most 1.5 s "$value against $first $last; $changed of $BENCH_MEMBERS change"
}

# Nobody is in a grace period and the quarter is not evaluated, as on the day before.
reset_standings() {
    psql -q -v ON_ERROR_STOP=1 -c 'set session_replication_role = replica' -c 'delete from tier_evaluation' \
        -c 'delete from job_plan' -c "delete from tier_change where cause like 'evaluation:%'" \
        -c 'update tier_standing set grace_until = null where grace_until is not null' \
        -c 'vacuum analyze tier_standing, tier_spend_day' -c checkpoint
}

evaluation_baseline() {
    reset_standings || return 1
    seconds_of psql -qAt -o /dev/null -v ON_ERROR_STOP=1 -f $BENCH/tier-evaluation-baseline.sql
}
