package dev.huiyuan.menu;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** What other capabilities ask about dishes while they administer records of their own. */
@ApplicationScoped
public class DishDirectory {
    private final DishRepository dishes;

    DishDirectory(DishRepository dishes) {
        this.dishes = dishes;
    }

    /** Whether there is a dish with a code; joins the caller's Hibernate session. */
    public Uni<Boolean> exists(String code) {
        return dishes.count("code", code).map(count -> count > 0);
    }
}
