# The cases of quotes.

QUOTING=2000

# Quotes of 10 lines with 8 coupons at 16 connections, everything explained, against an authenticated constant answer to the
# same members: the 99th percentiles of both.
quote() {
    local values=() baselines=() slowest
    { start_application && sign_in && member_tokens "${FLASH_CLAIMS:-$QUOTING}"; } || return 1
    head -$QUOTING "$BENCH_TOKENS" >"$OUT/quote-tokens"
    local all=$BENCH_TOKENS
    BENCH_TOKENS=$OUT/quote-tokens
    psql -q -v ON_ERROR_STOP=1 -v quoting=$QUOTING -f $BENCH/seed-quotes.sql || return 1
    wrk_rate quote.lua 16 "$WARM_SECONDS" >/dev/null || return 1
    BENCH_PATH=/v1/ping wrk_rate quote.lua 16 5 >/dev/null || return 1
    for _ in $(seq 1 "$ROUNDS"); do
        slowest=$(wrk_rate quote.lua 16) || return 1
        say "  $(($(cat "$OUT/requests") / SECONDS_EACH)) quotes/s"
        values+=("$slowest")
        slowest=$(BENCH_PATH=/v1/ping wrk_rate quote.lua 16) || return 1
        say "  $(($(cat "$OUT/requests") / SECONDS_EACH)) constant answers/s"
        baselines+=("$slowest")
    done
    BENCH_TOKENS=$all
    stop_applications
    compare quote values baselines most 5 "p99 µs"
}
