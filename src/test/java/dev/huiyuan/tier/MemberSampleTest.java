package dev.huiyuan.tier;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemberSampleTest {
    @Test
    void allOfASmallBrandsMembersAreLookedAt() {
        assertThat(MemberSample.percentOf(-1)).isEqualTo(100);
        assertThat(MemberSample.percentOf(20_000)).isEqualTo(100);
        assertThat(MemberSample.scaled(123, 100)).isEqualTo(123);
    }

    @Test
    void ofAMillionTwentyThousandAreEnough() {
        assertThat(MemberSample.percentOf(1_000_000)).isEqualTo(2);
        assertThat(MemberSample.scaled(123, 2)).isEqualTo(6_150);
    }
}
