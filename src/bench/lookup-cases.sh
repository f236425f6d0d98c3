# Lookups of member cards against a constant answer.

# Members whose cards are looked up come through the API: a card shows personal data.
register_members() {
    export BENCH_MEMBER_FILE=$OUT/members
    [[ -s $BENCH_MEMBER_FILE ]] && return 0
    local credential token n
    credential=$(call POST /v1/admin/credentials '{"kind":"IMPORT","label":"bench","storeIds":[],"allStores":true}')
    token=$(call POST /v1/auth/partner/sessions \
        "{\"clientId\":\"$(field clientId <<<"$credential")\",\"clientSecret\":\"$(field clientSecret <<<"$credential")\"}" |
        field accessToken)
    for n in $(seq -w 0 299); do
        curl -sf "$(base)/v1/members" -H "Authorization: Bearer $token" -H 'Content-Type: application/json' \
            -d "{\"phone\":\"13700000$n\",\"name\":\"顾客$n\"}" | field memberId
        echo
    done >"$BENCH_MEMBER_FILE"
}

# lookups CASE LIMIT [JVM OPTION…]: by id, against an authenticated constant answer over the same stack.
lookups() {
    local name=$1 limit=$2 values=() baselines=() rate
    { start_application "${@:3}" && sign_in && register_members; } || return 1
    wrk_rate lookup.lua 64 "$WARM_SECONDS" >/dev/null || return 1
    BENCH_PATH=/v1/ping wrk_rate lookup.lua 64 5 >/dev/null || return 1
    for _ in $(seq 1 "$ROUNDS"); do
        rate=$(wrk_rate lookup.lua 64) || return 1
        values+=("$rate")
        rate=$(BENCH_PATH=/v1/ping wrk_rate lookup.lua 64) || return 1
        baselines+=("$rate")
    done
    stop_applications
    compare "$name" values baselines least "$limit" "lookups/s"
}

lookup-local() { lookups lookup-local -; }

lookup-redis() { lookups lookup-redis - -Dhuiyuan.cache.local.max-entries=0; }
