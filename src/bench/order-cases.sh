# The cases of orders.

# orders_settled CONNECTIONS [SECONDS]: coupons and presences are those of the use of coupons.
orders_settled() {
    BENCH_NOW=$(date -u +%Y-%m-%dT%H:%M:%SZ)
    export BENCH_NOW
    wait_for_outbox || return 1
    psql -qc checkpoint
    BENCH_FIRST=$NEXT_COUPON BENCH_RUN=run$RANDOM$RANDOM wrk_rate settle.lua "$@"
}

orders_settled_by_pgbench() { # CLIENTS [SECONDS]
    wait_for_outbox || return 1
    psql -qc checkpoint
    pgbench -n -M prepared -c "$1" -j 2 -T "${2:-$SECONDS_EACH}" -D i=0 -D clients="$1" -D first="$NEXT_COUPON" \
        -D members="$BENCH_MEMBERS" -D price="$PRICE" -f $BENCH/settle.sql 2>>"$OUT/pgbench.log" |
        tee -a "$OUT/pgbench.log" >"$OUT/pgbench.out"
    sed -n 's/.*actually processed: \([0-9]*\).*/\1/p' "$OUT/pgbench.out" >"$OUT/requests"
    sed -n 's/^tps = \([0-9.]*\).*/\1/p' "$OUT/pgbench.out"
}

# Orders with a coupon, points spent and earned and the tier's spend, over HTTP, against pgbench, which writes the same rows:
# order, lines, payment, coupon and its history, entries, lots, allocation, account, business keys, idempotency key, presence,
# the day's spend and four events. It judges nothing, and nobody delivers its events.
settle() {
    local values=() baselines=() clients best=0 best_clients=8 rate
    { seed_spending && seed_coupons; } || return 1
    { start_application && sign_in; } || return 1
    orders_settled 256 "$WARM_SECONDS" >/dev/null || return 1
    pass_coupons
    # As the application has stored it.
    PRICE=$(psql -qAtc "select price::text from order_bill limit 1") || return 1
    for clients in 8 16 32 64; do
        rate=$(orders_settled_by_pgbench "$clients" 4)
        pass_coupons
        say "  pgbench, $clients clients: $rate"
        if awk -v a="$rate" -v b="$best" 'BEGIN { exit !(a > b) }'; then best=$rate best_clients=$clients; fi
    done
    for _ in $(seq 1 "$ROUNDS"); do
        rate=$(orders_settled 256) || return 1
        pass_coupons
        values+=("$rate")
        rate=$(orders_settled_by_pgbench "$best_clients")
        pass_coupons
        baselines+=("$rate")
    done
    stop_applications
    compare settle values baselines least 1.0 "orders/s"
}
