# One measurement, its processor time, and what is recorded of it.

median() { printf '%s\n' "$@" | sort -g | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

quotient() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.9g", a / b }'; }

# met RATIO BOUND LIMIT prints yes or no.
met() { awk -v r="$1" -v b="$2" -v l="$3" 'BEGIN { print (b == "least" ? r >= l : r <= l) ? "yes" : "no" }'; }

# printed RATIO BOUND LIMIT: two decimals, more where those would say something else of the limit (0.696 of at least 0.7).
printed() {
    local decimals text
    for decimals in {2..9}; do
        printf -v text "%.${decimals}f" "$1"
        if [[ $3 == - || $(met "$text" "$2" "$3") == "$(met "$1" "$2" "$3")" ]]; then break; fi
    done
    echo "$text"
}

# wrk_rate SCRIPT CONNECTIONS [SECONDS] prints successful requests a second; fails when requests failed. How many they
# were stands in $OUT/requests, the processor time of all in $OUT/processor.
wrk_rate() {
    local line rate refused broken good before
    before=$(processor_ticks)
    TIMEFORMAT='%U %S'
    line=$({ time wrk -t2 -c"$2" -d"${3:-$SECONDS_EACH}s" --timeout 10s -s "$BENCH/$1" "$(base)" >"$OUT/wrk.out"; } 2>&1) || return 1
    cat "$OUT/wrk.out" >>"$OUT/wrk.log"
    echo "$before $(processor_ticks) $line" >"$OUT/processor"
    read -r _ rate refused broken good < <(grep '^BENCH' "$OUT/wrk.out")
    echo "$good" >"$OUT/requests"
    if ((refused + broken > 0)); then say "  $refused refused, $broken broken requests"; return 1; fi
    echo "$rate"
}

# pgbench_rate SCRIPT CLIENTS [SECONDS] prints transactions a second.
pgbench_rate() {
    pgbench -n -M prepared -c "$2" -j 2 -T "${3:-$SECONDS_EACH}" -f "$BENCH/$1" -D members="$BENCH_MEMBERS" 2>>"$OUT/pgbench.log" |
        tee -a "$OUT/pgbench.log" | sed -n 's/^tps = \([0-9.]*\).*/\1/p'
}

# Processor time used so far, in ticks: the JVM's, and PostgreSQL's with all of its processes.
processor_ticks() {
    awk -v jvm="${APPLICATIONS[-1]:-0}" -v postmaster="$POSTMASTER" '
        { process = $1; sub(/^[0-9]+ \(.*\) /, ""); own = $12 + $13; dead = $14 + $15; parent = $2 }
        process == jvm { java = own }
        process == postmaster { postgres += own + dead }
        parent == postmaster { postgres += own }
        END { print java + 0, postgres + 0 }' <(cat /proc/[0-9]*/stat 2>/dev/null)
}

# Microseconds of processor time a request, by who used them: "jvm postgres load generator", of the last measurement.
processor_shares() {
    awk -v n="$(cat "$OUT/requests")" -v tick="$(getconf CLK_TCK)" '
        { t = 1e6 / tick / n; printf "%.1f %.1f %.1f", ($3 - $1) * t, ($4 - $2) * t, ($5 + $6) * 1e6 / n }' "$OUT/processor"
}

# record CASE VALUE BASELINE RATIO BOUND LIMIT UNIT [RUNS]: BOUND is "least" or "most", RATIO not rounded; a row of the
# table.
record() {
    local met=- ratio
    ratio=$(printed "$4" "$5" "$6")
    [[ $6 == - ]] || met=$(met "$4" "$5" "$6")
    printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$1" "$2" "$3" "$ratio" "$5" "$6" "$met" "$7" "${8:-}" \
        "$(cut -d' ' -f1-3 /proc/loadavg)" >>"$OUT/results.tsv"
    printf '| %-14s | %10s | %10s | %5s | %-10s | %-3s | %s |\n' "$1" "$2" "$3" "$ratio" \
        "$([[ $6 == - ]] || echo "at $5 $6")" "$met" "$7" | tee -a "$OUT/results.md"
}

# compare CASE VALUES BASELINES BOUND LIMIT UNIT: records the medians of two arrays of rates and all that they are of.
compare() {
    local -n all=$2 others=$3
    local value baseline
    value=$(median "${all[@]}")
    baseline=$(median "${others[@]}")
    record "$1" "$(printf %.0f "$value")" "$(printf %.0f "$baseline")" "$(quotient "$value" "$baseline")" "$4" "$5" "$6" \
        "$(printf '%.0f ' "${all[@]}")against $(printf '%.0f ' "${others[@]}")"
}

# The load that was on the machine before we came: ratios of a busy machine are worth little.
note_load() { say "  load of the last minutes: $(cut -d' ' -f1-3 /proc/loadavg)"; }
