# Jobs over all members.

# job_run NAME: runs a job by hand and prints how many milliseconds its run took, by its own record. To ask more often than
# once a second would cost what is measured beside it: a psql takes as long to start as a hundred accruals to book.
job_run() {
    local run=''
    call POST "/v1/admin/jobs/$1/runs" >/dev/null || return 1
    for _ in $(seq 1 600); do
        run=$(psql -qAtF' ' -c "select state, round(extract(epoch from finished_at - started_at) * 1000) from job_run
            where name = '$1' order by id desc limit 1")
        [[ $run == RUNNING* ]] || break
        sleep 1
    done
    [[ $run == SUCCEEDED* ]] || { say "  the job ended as: $run"; return 1; }
    echo "${run#* }"
}

# Accruals with 64 connections while the tiers of all members are evaluated.
accrual-during-job() { seed_tiers && beside_job job tier-evaluation reset_standings; }

# beside_job CASE JOB PREPARE…: accruals beside a job, in turns with accruals without; and how long the job takes beside
# them, in turns with the job on its own. Events are delivered all the while. Both begin after a checkpoint and go on for
# a while, as pages written in full slow its beginning.
beside_job() {
    local values=() baselines=() beside=() own=() round job rate
    { start_ledger && warm_ledger 64 && "${@:3}" && job_run "$2" >/dev/null; } || return 1
    for round in $(seq 1 "$ROUNDS"); do
        "${@:3}" && wait_for_outbox && own+=("$(job_run "$2")") || return 1
        wait_for_outbox && psql -qc checkpoint || return 1
        for _ in $(seq 8); do baselines+=("$(ongoing_rate 64 3)") || return 1; done
        "${@:3}" && wait_for_outbox || return 1
        job_run "$2" >"$OUT/job-time" &
        job=$!
        sleep 1
        # A rate counts if the job has gone on all the time.
        while kill -0 $job 2>/dev/null; do
            rate=$(ongoing_rate 64 3) || return 1
            if kill -0 $job 2>/dev/null || ((${#values[@]} == 0)); then values+=("$rate"); fi
        done
        wait $job || return 1
        beside+=("$(<"$OUT/job-time")")
    done
    stop_applications
    compare "accrual-$1" values baselines least 0.7 "accruals/s"
    compare "$1-beside" beside own most 4 "ms"
}
