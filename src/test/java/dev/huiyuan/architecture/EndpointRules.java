package dev.huiyuan.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.huiyuan.shared.idempotency.IdempotencyKeys;
import dev.huiyuan.shared.idempotency.Idempotent;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import java.lang.annotation.Annotation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What resources have to be, because Quarkus REST would silently do something else. */
final class EndpointRules {
    private static final List<Class<? extends Annotation>> WRITES = List.of(POST.class, PUT.class, DELETE.class);

    static final ArchRule ENDPOINTS_ARE_PUBLIC = methods()
            .that(areEndpoints())
            .or()
            .areAnnotatedWith(ServerExceptionMapper.class)
            .should()
            .bePublic()
            .because("another one is ignored at run time and yet stands in the contract")
            .allowEmptyShould(true);

    static final ArchRule NO_PATCH = noMethods()
            .should()
            .beAnnotatedWith(PATCH.class)
            .because("a mini-program's wx.request has none")
            .allowEmptyShould(true);

    static final ArchRule WRITERS_ARE_NOT_CANCELLED = classes()
            .that(DescribedPredicate.describe("have writing endpoints", EndpointRules::writes))
            .and()
            .resideOutsideOfPackage("dev.huiyuan.app.development..")
            .should(notBeCancellable())
            .because("a client that hangs up would roll a commit back")
            .allowEmptyShould(true);

    static final ArchRule ENDPOINTS_SAY_WHO_MAY_CALL = methods()
            .that(areEndpoints())
            .should(sayWhoMayCall())
            .because("nothing is open by accident")
            .allowEmptyShould(true);

    static final ArchRule ENDPOINTS_ARE_DOCUMENTED = methods()
            .that(areEndpoints())
            .should()
            .beAnnotatedWith(Operation.class)
            .allowEmptyShould(true);

    static final ArchRule IDEMPOTENT_IS_WHAT_DEMANDS_A_KEY = methods()
            .that(areEndpoints())
            .should(declareWhetherTheyDemandAKey())
            .because("the contract takes the header from the annotation")
            .allowEmptyShould(true);

    private EndpointRules() {}

    /** Endpoints of ours; the interfaces of REST clients carry the same annotations. */
    private static DescribedPredicate<JavaMethod> areEndpoints() {
        return DescribedPredicate.describe(
                "are endpoints",
                method -> !method.getOwner().isInterface()
                        && (method.isAnnotatedWith(GET.class) || WRITES.stream().anyMatch(method::isAnnotatedWith)));
    }

    private static boolean writes(JavaClass type) {
        return !type.isInterface()
                && type.getMethods().stream().anyMatch(method -> WRITES.stream().anyMatch(method::isAnnotatedWith));
    }

    private static ArchCondition<JavaClass> notBeCancellable() {
        return new ArchCondition<>("be annotated with @Cancellable(false)") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                boolean kept = item.isAnnotatedWith(Cancellable.class)
                        && !item.getAnnotationOfType(Cancellable.class).value();
                if (!kept) {
                    events.add(SimpleConditionEvent.violated(item, item.getName() + " lacks @Cancellable(false)"));
                }
            }
        };
    }

    private static ArchCondition<JavaMethod> sayWhoMayCall() {
        return new ArchCondition<>("say who may call by @RolesAllowed or @PermitAll") {
            @Override
            public void check(JavaMethod item, ConditionEvents events) {
                boolean said = item.isAnnotatedWith(RolesAllowed.class)
                        || item.isAnnotatedWith(PermitAll.class)
                        || item.getOwner().isAnnotatedWith(RolesAllowed.class)
                        || item.getOwner().isAnnotatedWith(PermitAll.class);
                if (!said) events.add(SimpleConditionEvent.violated(item, item.getFullName() + " names no roles"));
            }
        };
    }

    private static ArchCondition<JavaMethod> declareWhetherTheyDemandAKey() {
        return new ArchCondition<>("be @Idempotent exactly where they demand a key") {
            @Override
            public void check(JavaMethod item, ConditionEvents events) {
                boolean demands = demandsKey(item, new HashSet<>());
                if (demands == item.isAnnotatedWith(Idempotent.class)) return;
                String message =
                        demands ? " demands a key, but is not @Idempotent" : " is @Idempotent, but demands none";
                events.add(SimpleConditionEvent.violated(item, item.getFullName() + message));
            }
        };
    }

    /** Follows calls within our own code. */
    private static boolean demandsKey(JavaMethod method, Set<JavaMethod> seen) {
        if (!seen.add(method)) return false;
        for (JavaMethodCall call : method.getMethodCallsFromSelf()) {
            JavaClass owner = call.getTargetOwner();
            if (owner.isEquivalentTo(IdempotencyKeys.class) && call.getName().equals("require")) return true;
            boolean ours = owner.getPackageName().startsWith("dev.huiyuan");
            if (ours
                    && call.getTarget()
                            .resolveMember()
                            .filter(next -> demandsKey(next, seen))
                            .isPresent()) return true;
        }
        return false;
    }
}
