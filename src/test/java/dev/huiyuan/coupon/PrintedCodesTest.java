package dev.huiyuan.coupon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.shared.crypto.BlindIndex;
import dev.huiyuan.shared.crypto.CryptoConfig;
import dev.huiyuan.testing.HuiyuanTest;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class PrintedCodesTest {
    @Inject
    PrintedCodes codes;

    private static PrintedCodes under(String active, String... keyIds) {
        Map<String, String> keys = new HashMap<>();
        for (String id : keyIds) {
            byte[] key = new byte[32];
            key[0] = (byte) id.hashCode();
            keys.put(id, Base64.getEncoder().encodeToString(key));
        }
        return new PrintedCodes(new BlindIndex(new CryptoConfig() {
            @Override
            public Map<String, String> encryptionKeys() {
                return Map.of();
            }

            @Override
            public String encryptionKeyId() {
                return "";
            }

            @Override
            public Map<String, String> indexKeys() {
                return keys;
            }

            @Override
            public String indexKeyId() {
                return active;
            }
        }));
    }

    @Test
    void codesThatWerePrintedUnderAnEarlierKeyAreFound() {
        String code = codes.next();
        byte[] printed = under("k1", "k1").hash(code);
        PrintedCodes later = under("k2", "k1", "k2");
        assertThat(later.hash(code)).isNotEqualTo(printed);
        assertThat(later.hashes(code)).anyMatch(hash -> Arrays.equals(hash, printed));
        assertThat(under("k2", "k2").hashes(code)).noneMatch(hash -> Arrays.equals(hash, printed));
    }

    @Test
    void codesAreGroupedUniqueAndWithoutLookAlikes() {
        Set<String> all = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            String code = codes.next();
            assertThat(code).matches("([2-9A-HJKMNP-TV-Z]{4}-){3}[2-9A-HJKMNP-TV-Z]{4}");
            assertThat(all.add(code)).isTrue();
        }
        assertThat(15 * Math.log(PrintedCodes.ALPHABET.length()) / Math.log(2)).isGreaterThan(64);
    }

    @Test
    void codeIsReadHoweverItIsTyped() {
        String code = codes.next();
        String normal = code.replace("-", "");
        assertThat(PrintedCodes.normal(code)).contains(normal);
        assertThat(PrintedCodes.normal(code.toLowerCase(java.util.Locale.ROOT).replace('-', ' ')))
                .contains(normal);
        assertThat(codes.hash(code)).isEqualTo(codes.hash(normal)).hasSize(32);
    }

    @Test
    void everySingleWrongCharacterIsNoticed() {
        for (int round = 0; round < 20; round++) {
            String code = codes.next().replace("-", "");
            for (int place = 0; place < code.length(); place++) {
                for (int i = 0; i < PrintedCodes.ALPHABET.length(); i++) {
                    char other = PrintedCodes.ALPHABET.charAt(i);
                    if (other == code.charAt(place)) continue;
                    String wrong = code.substring(0, place) + other + code.substring(place + 1);
                    assertThat(PrintedCodes.normal(wrong)).isEmpty();
                }
            }
        }
        assertThat(PrintedCodes.normal("0000-0000-0000-0000")).isEmpty();
        assertThat(PrintedCodes.normal("2222")).isEmpty();
    }
}
