# The cases of benefits: jobs over all members.

# Birthday grants of one day, with coupons, their history and the events' rows, against one statement that writes the
# same rows in the same database. The job's time is that of its run from beginning to end: it finds who is due by every
# birthday that is still open, plans, and commits some 2,000 members at a time; it drops the cached cards as well.
# Nobody delivers events meanwhile, the statement's neither.
birthday() { # CASE EVERY
    local values=() baselines=() taken rows expected round
    { start_application -Dhuiyuan.outbox.enabled=false && sign_in; } || return 1
    for round in $(seq 0 "$ROUNDS"); do
        seed_birthdays "$2" || return 1
        taken=$(statement_milliseconds $BENCH/birthday-baseline.sql) || return 1
        expected=$(granted_rows)
        ((round == 0)) || baselines+=("$taken")
        seed_birthdays "$2" || return 1
        taken=$(birthday_run) || return 1
        rows=$(granted_rows)
        ((round == 0)) || values+=("$taken")
        [[ $rows == "$expected" ]] || { say "  the job wrote $rows, the statement $expected"; return 1; }
    done
    say "  grants, coupons, history, events: $rows"
    stop_applications
    compare "$1" values baselines most 1.5 "ms"
}

birthday-1m() {
    birthday birthday-day false && birthday birthday-all true
}

seed_birthdays() { psql -q -v ON_ERROR_STOP=1 -v every="$1" -f $BENCH/birthday-seed.sql; }

granted_rows() {
    psql -qAtF' ' -c "select (select count(*) from benefit_grant where granted_at > now() - interval '1 hour'),
        (select count(*) from coupon), (select count(*) from coupon_event),
        (select coalesce(sum(cardinality(ids)), 0) from outbox_batch)"
}

# Without the time that psql takes to start.
statement_milliseconds() {
    psql -X -q -v ON_ERROR_STOP=1 -c '\timing on' -f "$1" | sed -n 's/^Time: \([0-9]*\).*/\1/p'
}

# Runs the job by hand and prints how many milliseconds its run took, by its own record.
birthday_run() {
    local run=''
    call POST /v1/admin/jobs/birthday/runs >/dev/null || return 1
    for _ in $(seq 1 6000); do
        run=$(psql -qAtF' ' -c "select state, round(extract(epoch from finished_at - started_at) * 1000) from job_run
            where name = 'birthday' order by id desc limit 1")
        [[ $run == RUNNING* ]] || break
        sleep 0.1
    done
    [[ $run == SUCCEEDED* ]] || { say "  the job ended as: $run"; return 1; }
    echo "${run#* }"
}

# Accruals with 64 connections while every member gets a birthday meal, against accruals without, before and after; and
# how long the job takes beside them, against its time on its own. Events are delivered all the while.
accrual-during-job() {
    local values=() baselines=() rate own beside
    { start_ledger && warm_ledger 64; } || return 1
    seed_birthdays true && birthday_run >/dev/null && seed_birthdays true || return 1
    wait_for_outbox && own=$(birthday_run) || return 1
    baselines+=("$(ledger_rate 64)") && baselines+=("$(ledger_rate 64)") || return 1
    seed_birthdays true || return 1
    birthday_run >"$OUT/job-time" &
    local job=$!
    sleep 1
    # A rate counts if the job has gone on all the time.
    while kill -0 $job 2>/dev/null; do
        rate=$(BENCH_RUN=run$RANDOM$RANDOM wrk_rate ledger.lua 64 5) || return 1
        if kill -0 $job 2>/dev/null || ((${#values[@]} == 0)); then values+=("$rate"); fi
    done
    wait $job || return 1
    beside=$(<"$OUT/job-time")
    baselines+=("$(ledger_rate 64)") || return 1
    stop_applications
    compare accrual-job values baselines least 0.7 "accruals/s"
    record job-beside "$beside" "$own" "$(quotient "$beside" "$own")" most 4 "ms"
}
