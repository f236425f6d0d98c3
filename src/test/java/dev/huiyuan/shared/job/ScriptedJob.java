package dev.huiyuan.shared.job;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.function.Function;

/** Does what a test tells it to. */
@Singleton
class ScriptedJob implements Job {
    static final String NAME = "scripted";

    private volatile Function<JobRun, Uni<JobResult>> script =
            run -> Uni.createFrom().item(new JobResult(Map.of()));

    void does(Function<JobRun, Uni<JobResult>> work) {
        script = work;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Uni<JobResult> run(JobRun run) {
        return script.apply(run);
    }
}
