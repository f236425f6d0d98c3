package dev.huiyuan.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.huiyuan.architecture.fixture.Broken;
import dev.huiyuan.audit.fixture.UsesWhatIsAbove;
import dev.huiyuan.programme.Store;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A rule that never fails proves nothing: each one is shown what it is there to find. */
class RulesBiteTest {
    static Stream<Arguments> brokenRules() {
        return Stream.of(
                bites(
                        "allowed uses",
                        CapabilityRules.USE_ONLY_WHAT_THE_TABLE_ALLOWS,
                        UsesWhatIsAbove.class,
                        Store.class),
                bites(
                        "cycles",
                        CapabilityRules.NO_CYCLES,
                        UsesWhatIsAbove.class,
                        Broken.class,
                        Broken.MoneyUtils.class),
                bites("public types", CapabilityRules.PUBLIC_ONLY_WHAT_OTHERS_USE, Broken.class),
                bites("public endpoints", EndpointRules.ENDPOINTS_ARE_PUBLIC, Broken.HiddenEndpoint.class),
                bites("patch", EndpointRules.NO_PATCH, Broken.Patches.class),
                bites("cancellation", EndpointRules.WRITERS_ARE_NOT_CANCELLED, Broken.CancelledWriter.class),
                bites("roles", EndpointRules.ENDPOINTS_SAY_WHO_MAY_CALL, Broken.HiddenEndpoint.class),
                bites("documentation", EndpointRules.ENDPOINTS_ARE_DOCUMENTED, Broken.HiddenEndpoint.class),
                bites("idempotency", EndpointRules.IDEMPOTENT_IS_WHAT_DEMANDS_A_KEY, Broken.ClaimsToBeIdempotent.class),
                bites("blocking transactions", TrapRules.NO_BLOCKING_TRANSACTIONS, Broken.BlockingTransaction.class),
                bites("parallel calls", TrapRules.NO_PARALLEL_CALLS_ON_A_SESSION, Broken.ParallelOnSession.class),
                bites("pool under Hibernate", TrapRules.NO_POOL_UNDER_HIBERNATE, Broken.PoolUnderHibernate.class),
                bites(
                        "transactions in services",
                        TrapRules.HIBERNATE_TRANSACTIONS_IN_SERVICES,
                        Broken.PoolUnderHibernate.class),
                bites("time and ids", TrapRules.TIME_AND_IDS_ARE_INJECTED, Broken.AsksTheSystem.class),
                bites("waiting", TrapRules.NOBODY_WAITS, Broken.Waits.class),
                bites("settings", TrapRules.SETTINGS_ARE_MAPPED, Broken.SingleSetting.class),
                bites("names", TrapRules.NAMES_SAY_SOMETHING, Broken.MoneyUtils.class),
                bites(
                        "stored documents",
                        TrapRules.STORED_DOCUMENTS_ARE_REGISTERED,
                        Broken.ReadsUnregistered.class,
                        Broken.Unregistered.class));
    }

    private static Arguments bites(String name, ArchRule rule, Class<?>... broken) {
        return Arguments.of(Named.of(name, rule), new ClassFileImporter().importClasses(broken));
    }

    @ParameterizedTest
    @MethodSource("brokenRules")
    void ruleFindsWhatBreaksIt(ArchRule rule, JavaClasses broken) {
        assertThat(rule.evaluate(broken).hasViolation()).isTrue();
    }

    @Test
    void tableAllowsDownwardsOnly() {
        assertThat(Capabilities.mayUse("enrolment", "coupon")).isTrue();
        assertThat(Capabilities.mayUse("coupon", "enrolment")).isFalse();
        assertThat(Capabilities.mayUse("shared", "programme")).isFalse();
        assertThat(Capabilities.mayUse("enrolment", "app")).isFalse();
        assertThat(Capabilities.mayUse("app", "enrolment")).isTrue();
    }
}
