package dev.huiyuan.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.identity.staff.NewStaffRequest;
import dev.huiyuan.identity.staff.StaffService;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.StaffTokens;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The tour of the README, word for word. */
@HuiyuanTest
class ReadmeTourTest {
    private static final Pattern BLOCK = Pattern.compile("<!-- tour -->\n```sh\n(.*?)```", Pattern.DOTALL);

    @Inject
    StaffService staff;

    @TestHTTPResource
    @Nullable
    URI address;

    @Test
    void everyStepDoesWhatTheTextSays() throws Throwable {
        addDemoStaff();
        String output = run(tour(Path.of("README.md")));
        assertThat(output)
                .as(output)
                .contains("WELCOME-20")
                .contains("\"presenceId\":")
                .contains("\"points\":58")
                .contains("消费58.00元，+58")
                .contains("\"available\":58")
                .contains("\"available\":8")
                .contains("\"exhaustive\":true")
                .contains("\"state\":\"SETTLED\"")
                .contains("\"refundRef\":\"R-1\"")
                .contains("BIRTHDAY-MEAL")
                .contains("\"balanced\":true")
                .contains("\"pointer\":\"/amountFen\"")
                .doesNotContain("internal-error");
    }

    /** Development brings them; tests have none. */
    private void addDemoStaff() throws Throwable {
        NewStaffRequest admin = new NewStaffRequest("admin", "admin", Role.ADMIN, Set.of(), true, "demo");
        NewStaffRequest clerk =
                new NewStaffRequest("clerk", "clerk", Role.CLERK, Set.of(StaffTokens.STORE), false, "demo");
        VertxContextSupport.subscribeAndAwait(
                () -> staff.createIfAbsent(admin).chain(() -> staff.createIfAbsent(clerk)));
    }

    @Test
    void bothReadmesHaveTheSameTour() throws IOException {
        assertThat(tour(Path.of(".github/README.zh-CN.md"))).isEqualTo(tour(Path.of("README.md")));
    }

    private static String tour(Path readme) throws IOException {
        StringBuilder script = new StringBuilder();
        Matcher blocks = BLOCK.matcher(Files.readString(readme));
        while (blocks.find()) script.append(blocks.group(1));
        return script.toString();
    }

    private String run(String script) throws IOException, InterruptedException {
        String base = String.valueOf(address);
        ProcessBuilder shell = new ProcessBuilder("bash", "-euo", "pipefail", "-c", script);
        shell.environment().put("HUIYUAN", base.substring(0, base.length() - 1));
        Process process = shell.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }
}
