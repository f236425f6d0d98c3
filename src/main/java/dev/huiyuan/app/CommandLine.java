package dev.huiyuan.app;

import dev.huiyuan.identity.staff.NewStaffRequest;
import dev.huiyuan.identity.staff.StaffService;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.job.JobRunner;
import dev.huiyuan.shared.problem.ProblemException;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Scanner;
import java.util.Set;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Does what the command line says, once everything is up. The migrations have been applied by the start. */
@Unremovable
@Singleton
class CommandLine implements QuarkusApplication {
    private static final Logger LOG = Logger.getLogger(CommandLine.class);

    private final JobRunner jobs;
    private final StaffService staff;
    private final Validator validator;

    CommandLine(JobRunner jobs, StaffService staff, Validator validator) {
        this.jobs = jobs;
        this.staff = staff;
        this.validator = validator;
    }

    @Override
    public int run(String... arguments) {
        return switch (Command.parse(arguments)) {
            case Command.Serve serve -> {
                Quarkus.waitForExit();
                yield ExitCode.OK;
            }
            case Command.Migrate migrate -> {
                LOG.info("every migration is applied");
                yield ExitCode.OK;
            }
            case Command.Job job -> run(job.name());
            case Command.CreateAdmin admin ->
                finish("create-admin " + admin.userName(), () -> create(admin.userName()));
        };
    }

    private int run(String job) {
        if (!jobs.names().contains(job)) {
            System.err.println(Command.unknownJob(job, jobs.names()));
            return ExitCode.USAGE;
        }
        return finish("job " + job, () -> jobs.run(job));
    }

    /** The password comes on standard input: arguments and environments are seen by others. */
    private Uni<?> create(String userName) {
        String password = new Scanner(System.in, StandardCharsets.UTF_8).nextLine();
        NewStaffRequest admin = new NewStaffRequest(userName, userName, Role.ADMIN, Set.of(), true, password);
        Set<ConstraintViolation<NewStaffRequest>> violations = validator.validate(admin);
        if (!violations.isEmpty()) throw new ConstraintViolationException(violations);
        return staff.create(admin).map(created -> created.id());
    }

    /** A command has nobody else to serve, so it may wait for its work. */
    private static int finish(String what, Supplier<Uni<?>> work) {
        try {
            Object result = VertxContextSupport.subscribeAndAwait(
                    () -> work.get().onItem().castTo(Object.class));
            LOG.infof("%s: done, %s", what, result);
            return ExitCode.OK;
        } catch (ProblemException refusal) {
            LOG.errorf("%s: %s", what, refusal.code().detail(Locale.ENGLISH));
            return ExitCode.FAILED;
        } catch (ConstraintViolationException | NoSuchElementException unfit) {
            LOG.errorf("%s: %s", what, unfit.getMessage());
            return ExitCode.FAILED;
        } catch (Throwable failure) {
            LOG.errorf(failure, "%s failed", what);
            return ExitCode.FAILED;
        }
    }
}
