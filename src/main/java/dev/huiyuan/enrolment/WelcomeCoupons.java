package dev.huiyuan.enrolment;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.coupon.CouponIssue;
import dev.huiyuan.coupon.CouponIssuer;
import dev.huiyuan.coupon.CouponSource;
import dev.huiyuan.coupon.IssuedCoupon;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.crypto.BlindIndex;
import dev.huiyuan.shared.crypto.PhoneNumber;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The welcome coupon: once per person, whatever the channel, also after closing and coming back. */
@ApplicationScoped
class WelcomeCoupons {
    private static final String REF = "welcome";
    /** Kinds of their own: these hashes match those of no other table. */
    private static final String PHONE_KIND = "welcome-phone";

    private static final String OPENID_KIND = "welcome-openid";

    private static final String RECORD = """
            insert into enrolment_welcome (person_hash, index_key_id, recorded_at)
            select hash, $2, $3 from unnest($1::bytea[]) as new (hash)
            on conflict do nothing
            """;

    private final CouponIssuer coupons;
    private final ProgrammeService programme;
    private final BlindIndex index;
    private final Clock clock;

    WelcomeCoupons(CouponIssuer coupons, ProgrammeService programme, BlindIndex index, Clock clock) {
        this.coupons = coupons;
        this.programme = programme;
        this.index = index;
        this.clock = clock;
    }

    /**
     * Gives a member the welcome coupon, unless phone or WeChat account had one before.
     *
     * @param openid {@code <appId>:<openid>}, if there is one
     * @return the coupon, or nothing
     */
    Uni<List<IssuedCoupon>> welcome(
            SqlConnection connection, UUID memberId, PhoneNumber phone, @Nullable String openid) {
        String template = programme.current().registration().welcomeTemplate();
        CouponIssue issue = new CouponIssue(memberId, template, CouponSource.WELCOME, REF);
        return record(connection, phone, openid)
                .chain(isNew -> isNew
                        ? coupons.issue(connection, List.of(issue))
                        : Uni.createFrom().item(List.of()));
    }

    /**
     * Notes that a person is known, in a fixed order so that parallel registrations do not deadlock.
     *
     * @param phone the phone, if it is to be noted
     * @param openid the WeChat account, if it is to be noted
     * @return whether none of the two was known before
     */
    Uni<Boolean> record(SqlConnection connection, @Nullable PhoneNumber phone, @Nullable String openid) {
        Buffer[] hashes = Stream.of(
                        phone == null ? null : index.hash(PHONE_KIND, phone.e164()),
                        openid == null ? null : index.hash(OPENID_KIND, openid))
                .filter(Objects::nonNull)
                .sorted(Arrays::compareUnsigned)
                .map(Buffer::buffer)
                .toArray(Buffer[]::new);
        return connection
                .preparedQuery(RECORD)
                .execute(Tuple.of(hashes, index.keyId(), timestamp(clock.instant())))
                .map(rows -> rows.rowCount() == hashes.length);
    }
}
