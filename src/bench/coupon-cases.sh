# The cases of coupons.

FLASH_CLAIMS=50000
FLASH_STOCK=10000

# member_tokens COUNT: access tokens of the first members, once a run.
member_tokens() {
    export BENCH_TOKENS=$OUT/tokens
    [[ -s $BENCH_TOKENS ]] && return 0
    say "  signing $1 members' tokens"
    "$JAVA" $BENCH/Tokens.java "$BENCH_TOKENS" 1 "$1"
}

# new_template CODE STOCK prints the id of a template that members claim once each.
new_template() {
    call POST /v1/admin/coupon-templates "{\"code\":\"$1\",\"name\":\"秒杀券\",\"description\":\"\",\"kind\":\"AMOUNT\",\"amountOffFen\":1000,\"validDays\":30,\"claimable\":true,\"stock\":$2,\"limitPerMember\":1,\"state\":\"ACTIVE\"}" |
        sed -E 's/^\{"id":"([^"]*)".*/\1/'
}

# claims CONNECTIONS SECONDS prints what claims.lua does: claims a second, issued, refused, failed, seconds.
claims() {
    local line
    BENCH_RUN=run$RANDOM$RANDOM wrk -t2 -c"$1" -d"$2s" --timeout 10s -s $BENCH/claims.lua "$(base)" >"$OUT/wrk.out" || return 1
    cat "$OUT/wrk.out" >>"$OUT/wrk.log"
    line=$(sed -n 's/^BENCH //p' "$OUT/wrk.out")
    (($(cut -d' ' -f4 <<<"$line") == 0)) || { say "  claims failed: $line"; return 1; }
    echo "$line"
}

# flash prints claims a second of 50,000 members who claim at once; exactly the stock is issued.
flash() {
    local line issued
    BENCH_TEMPLATE=$(new_template "FLASH-$RANDOM$RANDOM" $FLASH_STOCK) && [[ -n $BENCH_TEMPLATE ]] || return 1
    export BENCH_TEMPLATE
    wait_for_outbox || return 1
    psql -qc checkpoint
    line=$(BENCH_ONCE=1 claims 256 20) || return 1
    issued=$(psql -qAtc "select count(distinct member_id) || ' ' || count(*) || ' ' || (select issued from coupon_stock where template_id = '$BENCH_TEMPLATE') from coupon where template_id = '$BENCH_TEMPLATE'")
    [[ $issued == "$FLASH_STOCK $FLASH_STOCK $FLASH_STOCK" ]] || { say "  issued $issued instead of $FLASH_STOCK: $line"; return 1; }
    say "  $line"
    cut -d' ' -f1 <<<"$line"
}

# flash_baseline CLIENTS STOCK prints claims a second of as many claims of pgbench, of which so many find stock.
flash_baseline() {
    local template clients=$1 stock=$2
    template=$(new_template "FLASH-$RANDOM$RANDOM" "$stock") || return 1
    psql -qc checkpoint
    pgbench -n -M prepared -c "$clients" -j 2 -t $((FLASH_CLAIMS / clients)) -D i=0 -D clients="$clients" -D template="$template" \
        -f $BENCH/claim-baseline.sql 2>>"$OUT/pgbench.log" | tee -a "$OUT/pgbench.log" | sed -n 's/^tps = \([0-9.]*\).*/\1/p'
    # Clients take equal shares: a few claims of all that find stock may be left out.
    (($(psql -qAtc "select count(*) from coupon where template_id = '$template'") >= stock - clients)) || return 1
}

# best_flash_baseline STOCK prints the number of clients that suits pgbench best.
best_flash_baseline() {
    local clients rate best=0 best_clients=4
    for clients in 4 8 16 32; do
        rate=$(flash_baseline "$clients" "$1") || return 1
        say "  pgbench, $clients clients, stock $1: $rate"
        if awk -v a="$rate" -v b="$best" 'BEGIN { exit !(a > b) }'; then best=$rate best_clients=$clients; fi
    done
    echo "$best_clients"
}

# Against pgbench with stock for every claim, so that each takes one and writes its coupon; and against pgbench with the same
# stock, most of whose claims find none and write nothing.
flash-claim() {
    local values=() baselines=() refusing=() clients few rate
    { start_application && sign_in && member_tokens $FLASH_CLAIMS; } || return 1
    for _ in $(seq 1 $((1 + WARM_SECONDS / 4))); do flash >/dev/null || return 1; done
    clients=$(best_flash_baseline $FLASH_CLAIMS) && few=$(best_flash_baseline $FLASH_STOCK) || return 1
    for _ in $(seq 1 "$ROUNDS"); do
        rate=$(flash) || return 1
        values+=("$rate")
        rate=$(flash_baseline "$clients" $FLASH_CLAIMS) || return 1
        baselines+=("$rate")
        rate=$(flash_baseline "$few" $FLASH_STOCK) || return 1
        refusing+=("$rate")
    done
    stop_applications
    compare flash-claim values baselines least 3 "claims/s"
    compare flash-claim-same values refusing least 3 "claims/s"
}

# late PATH SECONDS prints requests a second of members who come too late, or who read a constant answer.
late() {
    local line
    if [[ -n ${1:-} ]]; then local -x BENCH_PATH=$1; fi
    line=$(claims 64 "${2:-$SECONDS_EACH}") || return 1
    if [[ -z ${1:-} ]] && (($(cut -d' ' -f2 <<<"$line") > 0)); then say "  issued after the stock was gone: $line"; return 1; fi
    cut -d' ' -f1 <<<"$line"
}

# Claims after the stock is gone, each with an idempotency key, against an authenticated constant answer to the same members.
claim-refused() {
    local values=() baselines=() rate
    { start_application && sign_in && member_tokens $FLASH_CLAIMS; } || return 1
    head -2000 "$BENCH_TOKENS" >"$OUT/late-tokens"
    BENCH_TEMPLATE=$(new_template "LATE-$RANDOM$RANDOM" 0) || return 1
    export BENCH_TEMPLATE
    local all=$BENCH_TOKENS
    BENCH_TOKENS=$OUT/late-tokens
    late '' "$WARM_SECONDS" >/dev/null && late /v1/ping 5 >/dev/null || return 1
    for _ in $(seq 1 "$ROUNDS"); do
        rate=$(late) || return 1
        values+=("$rate")
        rate=$(late /v1/ping) || return 1
        baselines+=("$rate")
    done
    BENCH_TOKENS=$all
    stop_applications
    compare claim-refused values baselines least 0.6 "refusals/s"
}

seed_coupons() {
    [[ -z ${NEXT_COUPON:-} ]] || return 0
    local coupons=$((15000 * (2 * WARM_SECONDS + 4 * ROUNDS * SECONDS_EACH + 60)))
    say "  seeding $coupons coupons"
    psql -q -v ON_ERROR_STOP=1 -v members="$BENCH_MEMBERS" -v coupons="$coupons" -f $BENCH/seed-coupons.sql || return 1
    NEXT_COUPON=1
}

# coupons_by_http CASE CONNECTIONS [SECONDS]: good requests a second of the case's script, each with the next coupon and the
# presence that belongs to it.
coupons_by_http() {
    BENCH_NOW=$(date -u +%Y-%m-%dT%H:%M:%SZ)
    export BENCH_NOW
    wait_for_outbox || return 1
    psql -qc checkpoint
    BENCH_FIRST=$NEXT_COUPON BENCH_RUN=run$RANDOM$RANDOM wrk_rate "$1.lua" "${@:2}"
}

# coupons_by_pgbench CASE CLIENTS [SECONDS]: transactions a second of the case's statements. PRICE is the bill of an order.
coupons_by_pgbench() {
    wait_for_outbox || return 1
    psql -qc checkpoint
    pgbench -n -M prepared -c "$2" -j 2 -T "${3:-$SECONDS_EACH}" -D i=0 -D clients="$2" -D first="$NEXT_COUPON" \
        -D members="$BENCH_MEMBERS" -D price="${PRICE:-none}" -f "$BENCH/$1.sql" 2>>"$OUT/pgbench.log" |
        tee -a "$OUT/pgbench.log" >"$OUT/pgbench.out"
    sed -n 's/.*actually processed: \([0-9]*\).*/\1/p' "$OUT/pgbench.out" >"$OUT/requests"
    sed -n 's/^tps = \([0-9.]*\).*/\1/p' "$OUT/pgbench.out"
}

# Twice as many as were answered are gone: the threads do not go equally fast.
pass_coupons() { NEXT_COUPON=$((NEXT_COUPON + 2 * $(cat "$OUT/requests") + 2000)); }

# warm_coupons CASE starts what is measured and warms it.
warm_coupons() {
    seed_coupons || return 1
    { start_application && sign_in; } || return 1
    coupons_by_http "$1" 256 "$WARM_SECONDS" >/dev/null || return 1
    pass_coupons
}

# compare_coupons CASE LIMIT UNIT: a case over HTTP against its statements with the best number of clients.
compare_coupons() {
    local values=() baselines=() clients best=0 best_clients=8 rate
    for clients in 8 16 32 64; do
        rate=$(coupons_by_pgbench "$1" "$clients" 4)
        pass_coupons
        say "  pgbench, $clients clients: $rate"
        if awk -v a="$rate" -v b="$best" 'BEGIN { exit !(a > b) }'; then best=$rate best_clients=$clients; fi
    done
    for _ in $(seq 1 "$ROUNDS"); do
        rate=$(coupons_by_http "$1" 256) || return 1
        pass_coupons
        values+=("$rate")
        rate=$(coupons_by_pgbench "$1" "$best_clients")
        pass_coupons
        baselines+=("$rate")
    done
    stop_applications
    compare "$1" values baselines least "$2" "$3"
}

# Coupons used at tills against pgbench, which writes the same rows: key, presence, coupon, history, event.
coupon-use() { warm_coupons coupon-use && compare_coupons coupon-use 1.2 "uses/s"; }
