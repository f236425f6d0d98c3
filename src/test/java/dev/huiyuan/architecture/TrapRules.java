package dev.huiyuan.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.huiyuan.shared.json.Json;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Traps of the platform that were reproduced, and things that are injected here instead of asked for. */
final class TrapRules {
    private static final String POOL = "io.vertx.mutiny.sqlclient.Pool";
    private static final String TRANSACTIONS = "dev.huiyuan.shared.sql.Transactions";
    private static final String DEVELOPMENT = "dev.huiyuan.app.development..";

    /** Where a queue is drained, a timer fires or the start has to wait: the only places that block or subscribe. */
    private static final Set<String> DRAINS = Set.of(
            "dev.huiyuan.shared.outbox.OutboxRelay.drain",
            "dev.huiyuan.shared.batch.BatchQueue.run",
            "dev.huiyuan.member.lookup.LookupLog.flush",
            "dev.huiyuan.member.lookup.LookupLog.stop",
            "dev.huiyuan.points.writer.LedgerSlot.drain",
            "dev.huiyuan.points.writer.LedgerSlot.startLockWaits",
            "dev.huiyuan.shared.cache.CoalescedReads.execute",
            "dev.huiyuan.programme.ProgrammeService.start",
            "dev.huiyuan.programme.ProgrammeService.refreshQuietly",
            "dev.huiyuan.menu.DishDirectory.start",
            "dev.huiyuan.menu.DishDirectory.refreshQuietly",
            "dev.huiyuan.shared.job.TrafficBoard.publishQuietly");

    private static final List<String> SYSTEM_TIME = List.of("now", "currentTimeMillis", "randomUUID");

    static final ArchRule NO_BLOCKING_TRANSACTIONS = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("jakarta.transaction.Transactional")
            .because("it does not work with Hibernate Reactive")
            .allowEmptyShould(true);

    static final ArchRule NO_PARALLEL_CALLS_ON_A_SESSION = noClasses()
            .that(DescribedPredicate.describe("work with Hibernate sessions", TrapRules::usesSessions))
            .should()
            .callMethodWhere(DescribedPredicate.describe("it runs Unis in parallel", TrapRules::isParallel))
            .because("two calls on one session at once fail with \"Illegal pop()\"")
            .allowEmptyShould(true);

    static final ArchRule NO_POOL_UNDER_HIBERNATE = noClasses()
            .that(DescribedPredicate.describe("have @WithTransaction", TrapRules::hasWithTransaction))
            .should()
            .dependOnClassesThat(DescribedPredicate.describe(
                    "reach the SQL pool",
                    type -> type.getName().equals(POOL) || type.getName().equals(TRANSACTIONS)))
            .because("the pool runs dry while each request holds one connection and waits for another")
            .allowEmptyShould(true);

    static final ArchRule HIBERNATE_TRANSACTIONS_IN_SERVICES = methods()
            .that()
            .areAnnotatedWith(WithTransaction.class)
            .should()
            .beDeclaredInClassesThat()
            .haveNameMatching(".*(Service|Records)")
            .because("neither a resource nor a repository knows where a use case begins and ends")
            .allowEmptyShould(true);

    static final ArchRule TIME_AND_IDS_ARE_INJECTED = noClasses()
            .that()
            .resideOutsideOfPackage(DEVELOPMENT)
            .should()
            .callMethodWhere(DescribedPredicate.describe("it asks the system for time or ids", TrapRules::isSystemCall))
            .because("tests move the clock")
            .allowEmptyShould(true);

    static final ArchRule NOBODY_WAITS = noClasses()
            .that()
            .resideOutsideOfPackage(DEVELOPMENT)
            .should()
            .callMethodWhere(DescribedPredicate.describe("it waits or subscribes", TrapRules::isWait))
            .because("only a drain does, and each stands in a list")
            .allowEmptyShould(true);

    static final ArchRule SETTINGS_ARE_MAPPED = noClasses()
            .that()
            .resideOutsideOfPackage(DEVELOPMENT)
            .should()
            .dependOnClassesThat(DescribedPredicate.describe(
                    "read single settings",
                    type -> type.isEquivalentTo(ConfigProperty.class) || type.isEquivalentTo(ConfigProvider.class)))
            .because("every setting is a documented method of a @ConfigMapping")
            .allowEmptyShould(true);

    static final ArchRule NAMES_SAY_SOMETHING = noClasses()
            .should()
            .haveNameMatching(".*(Utils?|Manager|Helpers?|Impl)")
            .because("such a name says what nobody decided")
            .allowEmptyShould(true);

    static final ArchRule STORED_DOCUMENTS_ARE_REGISTERED = classes()
            .should(readOnlyRegisteredRecords())
            .because("a native image knows no other records by reflection")
            .allowEmptyShould(true);

    private TrapRules() {}

    private static boolean usesSessions(JavaClass type) {
        return type.getDirectDependenciesFromSelf().stream()
                .anyMatch(dependency -> worksWithSessions(dependency.getTargetClass()));
    }

    private static boolean worksWithSessions(JavaClass type) {
        return type.getPackageName().startsWith("io.quarkus.hibernate.reactive.panache")
                || type.getPackageName().startsWith("org.hibernate.reactive");
    }

    private static boolean isParallel(JavaMethodCall call) {
        String owner = call.getTargetOwner().getName();
        if (owner.equals("io.smallrye.mutiny.Uni"))
            return call.getName().equals("combine") || call.getName().equals("join");
        return owner.startsWith("io.smallrye.mutiny.") && call.getName().endsWith("AndMerge");
    }

    private static boolean hasWithTransaction(JavaClass type) {
        return type.isAnnotatedWith(WithTransaction.class)
                || type.getMethods().stream().anyMatch(method -> method.isAnnotatedWith(WithTransaction.class));
    }

    private static boolean isSystemCall(JavaMethodCall call) {
        String owner = call.getTargetOwner().getName();
        if (owner.equals(Clock.class.getName())) {
            return call.getName().startsWith("system")
                    && !call.getOriginOwner().getName().equals("dev.huiyuan.shared.id.ClockProducer");
        }
        boolean withoutClock = call.getTarget().getRawParameterTypes().stream()
                .noneMatch(parameter -> parameter.isEquivalentTo(Clock.class));
        boolean asks =
                owner.startsWith("java.time.") || owner.equals("java.lang.System") || owner.equals("java.util.UUID");
        return asks && withoutClock && SYSTEM_TIME.contains(call.getName()) && !namesALease(call);
    }

    /** The cache names its process and its leases at random: such names are never stored and no test looks at them. */
    private static boolean namesALease(JavaMethodCall call) {
        return call.getName().equals("randomUUID")
                && call.getOriginOwner().getPackageName().equals("dev.huiyuan.shared.cache");
    }

    private static boolean isWait(JavaMethodCall call) {
        boolean mutiny = call.getTargetOwner().getName().startsWith("io.smallrye.mutiny.");
        boolean waits = mutiny
                && (call.getName().startsWith("await")
                        || call.getName().startsWith("subscribe")
                        || call.getName().startsWith("runSubscriptionOn"));
        return waits && !DRAINS.contains(origin(call));
    }

    private static String origin(JavaAccess<?> access) {
        return access.getOriginOwner().getName() + "." + access.getOrigin().getName();
    }

    private static ArchCondition<JavaClass> readOnlyRegisteredRecords() {
        return new ArchCondition<>("read stored documents as records with @RegisterForReflection") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                boolean reads = item.getMethodCallsFromSelf().stream()
                        .anyMatch(call -> call.getTargetOwner().isEquivalentTo(Json.class)
                                && call.getName().equals("read"));
                if (!reads) return;
                item.getReferencedClassObjects().stream()
                        .map(reference -> reference.getValue())
                        .filter(type -> type.isRecord() && !type.isAnnotatedWith(RegisterForReflection.class))
                        .forEach(type -> events.add(SimpleConditionEvent.violated(
                                type, type.getName() + " is read from a document, but not registered for reflection")));
            }
        };
    }
}
