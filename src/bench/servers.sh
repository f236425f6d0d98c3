# PostgreSQL and Redis of the bench's own, and the application in front of them.

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
    POSTMASTER=$(head -1 "$OUT/servers/postgres/postmaster.pid")
}

# The database NAME of the same server, with tables, the demo data, an administrator and members.
create_database() {
    [[ $(psql -qAtc "select count(*) from pg_database where datname = '$1'") == 1 ]] || psql -qc "create database $1"
    on_database "$1" command_of_application migrate
    on_database "$1" psql -q -v ON_ERROR_STOP=1 -f src/main/resources/dev/huiyuan/app/development/demo/R__demo_data.sql
    on_database "$1" command_of_application create-admin bench <<<"$BENCH_PASSWORD"
    say "seeding $BENCH_MEMBERS members"
    on_database "$1" psql -q -v ON_ERROR_STOP=1 -v members="$BENCH_MEMBERS" -f $BENCH/seed.sql
}

on_database() { # NAME COMMAND…
    PGDATABASE=$1 HUIYUAN_DATABASE_URL=${HUIYUAN_DATABASE_URL%/*}/$1 "${@:2}"
}

# start_application [OPTION…]: on $PORT; its process is the last of APPLICATIONS.
start_application() {
    # shellcheck disable=SC2086
    "$JAVA" -Xmx2g $JAVA_OPTIONS -Dquarkus.http.port="$PORT" -Dquarkus.management.port="$((PORT + 1))" "$@" \
        -jar target/quarkus-app/quarkus-run.jar >>"$OUT/application.log" 2>&1 &
    local process=$!
    APPLICATIONS+=("$process")
    for _ in $(seq 1 240); do
        curl -sf -o /dev/null "$(base)/v1/programme" && return 0
        kill -0 "$process" 2>/dev/null || break
        sleep 0.5
    done
    say "the application does not start:"; tail -20 "$OUT/application.log" >&2
    return 1
}

stop_applications() {
    local process
    for process in "${APPLICATIONS[@]}"; do
        kill "$process" 2>/dev/null || true
        wait "$process" 2>/dev/null || true
    done
    APPLICATIONS=()
}

stop_all() {
    stop_applications
    [[ -n ${SERVERS_IN:-} ]] && exec {SERVERS_IN}>&- || true
    wait 2>/dev/null || true
}

base() { echo "http://127.0.0.1:$PORT"; }

command_of_application() { "$JAVA" -jar target/quarkus-app/quarkus-run.jar "$@" >>"$OUT/application.log" 2>&1; }

# call METHOD PATH BODY: as an administrator.
call() {
    curl -sf -X "$1" "$(base)$2" -H "Authorization: Bearer $BENCH_TOKEN" -H 'Content-Type: application/json' ${3:+-d "$3"}
}

field() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }

sign_in() {
    BENCH_TOKEN=
    BENCH_TOKEN=$(call POST /v1/auth/staff/sessions \
        "{\"userName\":\"bench\",\"password\":\"$BENCH_PASSWORD\",\"storeId\":\"$BENCH_STORE\",\"terminalId\":\"bench\"}" |
        field accessToken)
    export BENCH_TOKEN
    [[ -n $BENCH_TOKEN ]]
}

wait_for_outbox() {
    for _ in $(seq 1 600); do
        [[ $(psql -qAtc 'select count(*) from (select 1 from outbox_batch limit 1) o') == 0 ]] && return 0
        sleep 0.1
    done
    say "the outbox does not drain"
    return 1
}
