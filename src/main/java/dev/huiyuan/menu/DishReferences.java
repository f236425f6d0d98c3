package dev.huiyuan.menu;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;

/**
 * What a capability above the menu has that gives a dish away, such as coupon templates. All beans of this type are asked
 * before a dish is retired.
 */
public interface DishReferences {
    /**
     * Looks for what still refers to a dish.
     *
     * @param connection the caller's connection, in its transaction; the dish is locked
     * @param dishCode the dish's code
     * @return what refers to it, named for people, such as {@code coupon template NOODLES}; at most 10; empty where
     *     nothing does
     */
    Uni<List<String>> referring(SqlConnection connection, String dishCode);
}
