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
        taken=$(job_run birthday) || return 1
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

# The worst case of accrual-during-job: every member gets a birthday meal, five rows and two events each.
accrual-during-birthdays() { beside_job birthdays birthday seed_birthdays true; }
