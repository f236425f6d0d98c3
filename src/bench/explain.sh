# Where the time of a ledger case goes: batches, processor time by process, and a profile of the JVM. Measured in one more
# round of its own, because a profile costs time.

# A batch waits for the database twice: for claims, locks and reads; for writes and commit. See points/writer/package-info.java.
ROUND_TRIPS=2

explain_time() { # CASE CONNECTIONS
    local jdk process=${APPLICATIONS[-1]} recording=$OUT/$1.jfr before after jvm postgres wrk
    jdk=$(dirname "$JAVA")
    before=$(batches) || return 1
    "$jdk/jcmd" "$process" JFR.start name=bench settings=profile >/dev/null || return 1
    ledger_rate "$2" >/dev/null || return 1
    "$jdk/jcmd" "$process" JFR.stop name=bench filename="$recording" >/dev/null || return 1
    after=$(batches) || return 1
    read -r jvm postgres wrk <<<"$(processor_shares)"
    {
        echo "$1: where the time goes"
        echo "$before $after" | awk -v trips=$ROUND_TRIPS '{
            printf "  %.1f commands a batch, %.2f ms a batch, %d round trips a batch\n", ($5 - $2) / ($4 - $1),
                ($6 - $3) * 1000 / ($4 - $1), trips }'
        awk -v j="$jvm" -v p="$postgres" -v w="$wrk" 'BEGIN { all = j + p + w
            printf "  processor time a command: %.0f µs JVM (%.0f %%), %.0f µs PostgreSQL (%.0f %%), %.0f µs load generator (%.0f %%)\n",
                j, j * 100 / all, p, p * 100 / all, w, w * 100 / all }'
        echo "  top frames of the JVM, samples:"
        "$jdk/jfr" print --events jdk.ExecutionSample --stack-depth 1 "$recording" |
            awk '/stackTrace = \[/ { getline; sub(/ *line:.*/, ""); sub(/^ */, ""); sub(/\(.*/, ""); n[$0]++; all++ }
                END { for (f in n) printf "%5.1f %% %s\n", n[f] * 100 / all, f }' | sort -rn | awk 'NR <= 12 { print "   " $0 }'
    } | tee -a "$OUT/explained.txt" >&2
}

# Batches so far: how many, their commands, their seconds.
batches() {
    curl -sf "http://127.0.0.1:$((PORT + 1))/q/metrics" | awk '
        /^huiyuan_ledger_batch_size_count/ { count = $NF }
        /^huiyuan_ledger_batch_size_sum/ { size = $NF }
        /^huiyuan_ledger_batch_duration_seconds_sum/ { seconds = $NF }
        END { printf "%d %d %f", count, size, seconds }'
}
