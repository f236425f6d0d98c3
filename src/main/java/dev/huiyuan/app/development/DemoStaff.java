package dev.huiyuan.app.development;

import dev.huiyuan.identity.staff.NewStaffRequest;
import dev.huiyuan.identity.staff.StaffService;
import dev.huiyuan.shared.caller.Role;
import io.quarkus.arc.profile.IfBuildProfile;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.UUID;

/** The staff of the demo: {@code admin}, {@code manager} and {@code clerk}, all with one password. */
@Singleton
@Priority(100)
@IfBuildProfile("dev")
class DemoStaff implements DemoDataPart {
    static final String PASSWORD = "demo";

    private static final UUID FIRST_STORE = UUID.fromString("01980000-0000-7000-8000-000000000001");

    private final StaffService staff;

    DemoStaff(StaffService staff) {
        this.staff = staff;
    }

    @Override
    public Uni<Void> load() {
        return staff.createIfAbsent(new NewStaffRequest("admin", "演示管理员", Role.ADMIN, Set.of(), true, PASSWORD))
                .chain(() -> staff.createIfAbsent(
                        new NewStaffRequest("manager", "演示店长", Role.MANAGER, Set.of(FIRST_STORE), false, PASSWORD)))
                .chain(() -> staff.createIfAbsent(
                        new NewStaffRequest("clerk", "演示店员", Role.CLERK, Set.of(FIRST_STORE), false, PASSWORD)));
    }
}
