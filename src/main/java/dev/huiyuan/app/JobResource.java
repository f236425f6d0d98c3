package dev.huiyuan.app;

import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.caller.CurrentCaller;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.job.JobRequest;
import dev.huiyuan.shared.job.JobRunRecord;
import dev.huiyuan.shared.job.JobRunState;
import dev.huiyuan.shared.job.JobRunner;
import dev.huiyuan.shared.paging.Cursor;
import dev.huiyuan.shared.paging.Page;
import dev.huiyuan.shared.problem.FieldError;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.Problems;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** Jobs: how they stand, and running one by hand. Running one twice changes nothing, so no idempotency key is asked. */
@Path("/v1/admin/jobs")
@Tag(name = "Administration")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
class JobResource {
    /** How far from today a job may be run for: ahead of a planned stop, or behind after one. */
    private static final int MAX_DAYS_FROM_TODAY = 31;
    /** Below the time-outs of proxies; whoever still waits then is told where to look. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(10);

    private final JobRunner runner;
    private final ProgrammeService programme;
    private final CurrentCaller caller;
    private final Clock clock;

    JobResource(JobRunner runner, ProgrammeService programme, CurrentCaller caller, Clock clock) {
        this.runner = runner;
        this.programme = programme;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @RolesAllowed({Role.ADMIN, Role.AUDITOR})
    @Operation(operationId = "listJobs", summary = "All jobs with their latest runs")
    public Uni<JobListResponse> list() {
        ZoneId zone = programme.zone();
        return runner.list()
                .map(jobs -> new JobListResponse(
                        jobs.stream().map(job -> JobResponse.of(job, zone)).toList()));
    }

    @GET
    @Path("/{name}/runs")
    @RolesAllowed({Role.ADMIN, Role.AUDITOR})
    @Operation(operationId = "listJobRuns", summary = "The runs of a job, newest first")
    public Uni<Page<JobRunResponse>> runs(
            @PathParam("name") String name,
            @QueryParam("limit") @DefaultValue(Cursor.DEFAULT_LIMIT) @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        ZoneId zone = programme.zone();
        return runner.history(name, cursor, limit).map(page -> page.map(run -> JobRunResponse.of(run, zone)));
    }

    @POST
    @Path("/{name}/runs")
    @RolesAllowed(Role.ADMIN)
    @Operation(
            operationId = "runJob",
            summary = "Runs a job now, for today or for a date near it",
            description =
                    "Waits for the end for some seconds: 201 with the finished run, else 202 with the running one.")
    @APIResponseSchema(value = JobRunResponse.class, responseCode = "201", responseDescription = "The run has ended")
    @APIResponse(
            responseCode = "202",
            description = "The run goes on",
            content = @Content(schema = @Schema(implementation = JobRunResponse.class)))
    @Problems({ProblemCode.JOB_RUNNING, ProblemCode.JOB_DATE_OUT_OF_RANGE})
    public Uni<RestResponse<JobRunResponse>> run(
            @PathParam("name") String name,
            @Parameter(
                            description = "The date to run for, in the programme's zone; today where absent",
                            example = "2026-11-21")
                    @QueryParam("date")
                    @Nullable
                    LocalDate date) {
        if (date != null) requireNearToday(date);
        return runner.start(new JobRequest(name, date, caller.get().id()))
                .call(started -> outcome(started))
                .chain(started -> runner.read(started.runId()))
                .map(this::answer);
    }

    /** Waits for the end, or for as long as a caller should. The run's own record says how it ended. */
    private static Uni<Void> outcome(JobRunner.Started started) {
        return started.result()
                .replaceWithVoid()
                .ifNoItem()
                .after(MAX_WAIT)
                .recoverWithItem(() -> null)
                .onFailure()
                .recoverWithNull();
    }

    private RestResponse<JobRunResponse> answer(JobRunRecord run) {
        RestResponse.Status status =
                run.state() == JobRunState.RUNNING ? RestResponse.Status.ACCEPTED : RestResponse.Status.CREATED;
        return RestResponse.ResponseBuilder.create(status, JobRunResponse.of(run, programme.zone()))
                .build();
    }

    private void requireNearToday(LocalDate date) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), programme.zone());
        if (Math.abs(ChronoUnit.DAYS.between(today, date)) <= MAX_DAYS_FROM_TODAY) return;
        throw ProblemCode.JOB_DATE_OUT_OF_RANGE
                .with(MAX_DAYS_FROM_TODAY)
                .at(new FieldError("date", "out-of-range", "too far from today"));
    }
}
