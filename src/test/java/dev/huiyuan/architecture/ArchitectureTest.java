package dev.huiyuan.architecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Our classes against every rule. That each rule bites is shown by {@link RulesBiteTest}. */
@AnalyzeClasses(packages = "dev.huiyuan", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule ALLOWED_USES = CapabilityRules.USE_ONLY_WHAT_THE_TABLE_ALLOWS;

    @ArchTest
    static final ArchRule CYCLES = CapabilityRules.NO_CYCLES;

    @ArchTest
    static final ArchRule CYCLES_IN_THE_KERNEL = CapabilityRules.NO_CYCLES_IN_THE_KERNEL;

    @ArchTest
    static final ArchRule PUBLIC_TYPES = CapabilityRules.PUBLIC_ONLY_WHAT_OTHERS_USE;

    @ArchTest
    static final ArchRule PUBLIC_ENDPOINTS = EndpointRules.ENDPOINTS_ARE_PUBLIC;

    @ArchTest
    static final ArchRule PATCH = EndpointRules.NO_PATCH;

    @ArchTest
    static final ArchRule CANCELLATION = EndpointRules.WRITERS_ARE_NOT_CANCELLED;

    @ArchTest
    static final ArchRule ROLES = EndpointRules.ENDPOINTS_SAY_WHO_MAY_CALL;

    @ArchTest
    static final ArchRule DOCUMENTATION = EndpointRules.ENDPOINTS_ARE_DOCUMENTED;

    @ArchTest
    static final ArchRule IDEMPOTENCY = EndpointRules.IDEMPOTENT_IS_WHAT_DEMANDS_A_KEY;

    @ArchTest
    static final ArchRule BLOCKING_TRANSACTIONS = TrapRules.NO_BLOCKING_TRANSACTIONS;

    @ArchTest
    static final ArchRule PARALLEL_CALLS = TrapRules.NO_PARALLEL_CALLS_ON_A_SESSION;

    @ArchTest
    static final ArchRule POOL_UNDER_HIBERNATE = TrapRules.NO_POOL_UNDER_HIBERNATE;

    @ArchTest
    static final ArchRule HIBERNATE_TRANSACTIONS = TrapRules.HIBERNATE_TRANSACTIONS_IN_SERVICES;

    @ArchTest
    static final ArchRule TIME_AND_IDS = TrapRules.TIME_AND_IDS_ARE_INJECTED;

    @ArchTest
    static final ArchRule WAITING = TrapRules.NOBODY_WAITS;

    @ArchTest
    static final ArchRule SETTINGS = TrapRules.SETTINGS_ARE_MAPPED;

    @ArchTest
    static final ArchRule NAMES = TrapRules.NAMES_SAY_SOMETHING;

    @ArchTest
    static final ArchRule STORED_DOCUMENTS = TrapRules.STORED_DOCUMENTS_ARE_REGISTERED;
}
