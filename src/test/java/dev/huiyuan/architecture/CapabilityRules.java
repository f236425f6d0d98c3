package dev.huiyuan.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Who may use whom, and what is visible at all. */
final class CapabilityRules {
    static final ArchRule USE_ONLY_WHAT_THE_TABLE_ALLOWS = classes()
            .should(useOnlyAllowedCapabilities())
            .because("a capability calls those below it only; what it needs from above comes through shared");

    static final ArchRule NO_CYCLES =
            slices().matching("dev.huiyuan.(*)..").should().beFreeOfCycles().allowEmptyShould(true);

    static final ArchRule NO_CYCLES_IN_THE_KERNEL = slices().matching("dev.huiyuan.shared.(*)..")
            .should()
            .beFreeOfCycles()
            .allowEmptyShould(true);

    static final ArchRule PUBLIC_ONLY_WHAT_OTHERS_USE = classes()
            .that(areBehaviour())
            .should(beUsedOutsideTheirPackage())
            .because("a capability's public types are its API")
            .allowEmptyShould(true);

    private CapabilityRules() {}

    private static ArchCondition<JavaClass> useOnlyAllowedCapabilities() {
        return new ArchCondition<>("use only what the table of capabilities allows") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                Optional<String> user = Capabilities.of(item.getName());
                if (user.isEmpty()) return;
                if (!Capabilities.table().containsKey(user.get())) {
                    events.add(SimpleConditionEvent.violated(item, item.getName() + " is in no known capability"));
                }
                for (Dependency dependency : item.getDirectDependenciesFromSelf()) {
                    Optional<String> used =
                            Capabilities.of(dependency.getTargetClass().getName());
                    if (used.isPresent() && !Capabilities.mayUse(user.get(), used.get())) {
                        events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                    }
                }
            }
        };
    }

    /** Public classes with behaviour of their own; records, enums, annotations and settings are data. */
    private static DescribedPredicate<JavaClass> areBehaviour() {
        return DescribedPredicate.describe(
                "are public top-level classes or interfaces with behaviour",
                type -> type.getModifiers().contains(JavaModifier.PUBLIC)
                        && type.isTopLevelClass()
                        && !type.isRecord()
                        && !type.isEnum()
                        && !type.isAnnotation()
                        && !type.isAnnotatedWith(ConfigMapping.class)
                        && !type.isAnnotatedWith(QuarkusMain.class)
                        && !type.isMetaAnnotatedWith("io.quarkus.smallrye.openapi.OpenApiFilter")
                        && !type.getPackageName().startsWith("dev.huiyuan.shared")
                        && !type.getPackageName().startsWith("dev.huiyuan.app.development"));
    }

    private static ArchCondition<JavaClass> beUsedOutsideTheirPackage() {
        return new ArchCondition<>("be used outside their package") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                boolean used = item.getDirectDependenciesToSelf().stream()
                        .anyMatch(dependency ->
                                !dependency.getOriginClass().getPackageName().equals(item.getPackageName()));
                if (!used) {
                    events.add(SimpleConditionEvent.violated(
                            item, item.getName() + " is public, but nothing outside its package uses it"));
                }
            }
        };
    }
}
