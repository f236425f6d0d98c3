package dev.huiyuan.shared.job;

import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduler;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** Starts jobs at their times. Every instance does; the lease lets one of them work. */
@ApplicationScoped
class JobSchedule {
    private static final Logger LOG = Logger.getLogger(JobSchedule.class);

    private final Scheduler scheduler;
    private final JobRunner runner;
    private final JobConfig config;

    JobSchedule(Scheduler scheduler, JobRunner runner, JobConfig config) {
        this.scheduler = scheduler;
        this.runner = runner;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        if (!config.scheduled()) return;
        config.schedule().forEach(this::schedule);
    }

    private void schedule(String name, String cron) {
        if (!runner.jobs().containsKey(name)) throw new IllegalStateException("huiyuan.jobs.schedule: no job " + name);
        scheduler
                .newJob(name)
                .setCron(cron)
                .setTimeZone(config.zone().getId())
                .setAsyncTask(execution -> run(name))
                .schedule();
    }

    /** Another instance being first is as it should be; a failure is logged and kept by the runner. */
    private Uni<Void> run(String name) {
        return runner.run(name)
                .replaceWithVoid()
                .onFailure(JobSchedule::isRunningElsewhere)
                .recoverWithUni(() -> {
                    LOG.debugf("job %s runs on another instance", name);
                    return Uni.createFrom().voidItem();
                });
    }

    private static boolean isRunningElsewhere(Throwable failure) {
        return failure instanceof ProblemException refusal && refusal.code() == ProblemCode.JOB_RUNNING;
    }
}
