package dev.huiyuan.programme.admin;

import dev.huiyuan.programme.ProgrammeChange;
import dev.huiyuan.programme.ProgrammeImpact;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Says what cannot be told: what was taken off bills is not recorded with the points that they earned. */
@ApplicationScoped
class DiscountImpact implements ProgrammeImpact {
    @Override
    public Uni<Part> estimate(SqlConnection connection, ProgrammeChange change, Period period) {
        return Uni.createFrom().item(new Part("discounts", "账单上的折扣与赠品没有逐笔记录，等级折扣、会员日和节日优惠的费用无法估算", 0, List.of()));
    }
}
