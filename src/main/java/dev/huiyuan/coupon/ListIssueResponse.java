package dev.huiyuan.coupon;

import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What became of a list.
 *
 * @param issued how many got a coupon
 * @param refused how many did not
 * @param members each member, in the order of the list
 */
record ListIssueResponse(
        @Schema(minimum = "0", maximum = "1000", examples = "1")
        int issued,

        @Schema(minimum = "0", maximum = "1000", examples = "0")
        int refused,

        List<Line> members) {
    /**
     * A member of the list.
     *
     * @param memberId the member
     * @param couponId the coupon, where one was issued
     * @param problem why none was, as a problem's code
     */
    @Schema(name = "ListIssueLine")
    record Line(
            UUID memberId,
            @Nullable UUID couponId,

            @Nullable @Schema(examples = "claim-limit-reached")
            String problem) {}

    static ListIssueResponse of(List<Line> lines) {
        int issued =
                (int) lines.stream().filter(line -> line.couponId() != null).count();
        return new ListIssueResponse(issued, lines.size() - issued, lines);
    }
}
