package dev.huiyuan.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import dev.huiyuan.shared.sql.Transactions;
import dev.huiyuan.testing.Await;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.MovableClock;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class MemberCodesTest {
    @Inject
    MemberCodes codes;

    @Inject
    Transactions transactions;

    @Inject
    MovableClock clock;

    @Test
    void codeLeadsToItsMember() {
        UUID memberId = UUID.randomUUID();
        MemberCode code = issue(memberId);
        assertThat(code.code()).matches(MemberCodes.PATTERN);
        assertThat(redeem(code.code())).isEqualTo(memberId);
    }

    @Test
    void codeIsRefusedTheSecondTime() {
        MemberCode code = issue(UUID.randomUUID());
        redeem(code.code());
        assertRefused(code.code());
    }

    @Test
    void expiredCodeIsRefused() {
        MemberCode code = issue(UUID.randomUUID());
        clock.advance(Duration.ofSeconds(61));
        assertRefused(code.code());
    }

    @Test
    void unknownCodeIsRefused() {
        assertRefused("HY:00000000000000000000");
    }

    @Test
    void codeRedeemedTwentyTimesAtOnceIsAcceptedOnce() {
        MemberCode code = issue(UUID.randomUUID());
        List<Boolean> accepted = Await.together(20, () -> {
            try {
                redeem(code.code());
                return true;
            } catch (ProblemException refused) {
                return false;
            }
        });
        assertThat(accepted.stream().filter(won -> won)).hasSize(1);
    }

    @Test
    void codeIsGoodAgainWhenTheRedeemingTransactionFails() {
        MemberCode code = issue(UUID.randomUUID());
        assertThatThrownBy(() -> Await.result(() ->
                        transactions.run(c -> codes.redeem(c, code.code()).invoke(memberId -> {
                            throw ProblemCode.MEMBER_NOT_FOUND.with();
                        }))))
                .isInstanceOf(ProblemException.class);
        redeem(code.code());
    }

    @Test
    void tooManyLiveCodesAreRefused() {
        UUID memberId = UUID.randomUUID();
        for (int i = 0; i < 30; i++) issue(memberId);
        assertThatThrownBy(() -> issue(memberId)).hasMessage(ProblemCode.TOO_MANY_REQUESTS.code());
        issue(UUID.randomUUID());
    }

    private MemberCode issue(UUID memberId) {
        return Await.result(() -> codes.issue(memberId));
    }

    private UUID redeem(String code) {
        return Await.result(() -> transactions.run(c -> codes.redeem(c, code)));
    }

    private void assertRefused(String code) {
        assertThatThrownBy(() -> redeem(code)).hasMessage(ProblemCode.MEMBER_CODE_INVALID.code());
    }
}
