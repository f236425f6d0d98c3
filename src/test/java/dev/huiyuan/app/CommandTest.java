package dev.huiyuan.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CommandTest {
    @Test
    void withoutArgumentsItServes() {
        assertThat(Command.parse()).isEqualTo(new Command.Serve());
        assertThat(Command.parse().settings()).isEmpty();
    }

    @Test
    void commandsAreRead() {
        assertThat(Command.parse("migrate")).isEqualTo(new Command.Migrate());
        assertThat(Command.parse("create-admin", "wang")).isEqualTo(new Command.CreateAdmin("wang"));
        assertThat(Command.parse("job", "birthday")).isEqualTo(new Command.Job("birthday"));
    }

    @Test
    void commandsDoNotListen() {
        assertThat(Command.parse("migrate").settings())
                .containsEntry("quarkus.http.host-enabled", "false")
                .containsEntry("huiyuan.database.migrate-at-start", "true");
        assertThat(Command.parse("job", "birthday").settings())
                .containsEntry("quarkus.http.host-enabled", "false")
                .doesNotContainKey("huiyuan.database.migrate-at-start");
    }

    @Test
    void unknownCommandIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Command.parse("serve-fast"))
                .withMessage("unknown command: serve-fast");
    }

    @Test
    void jobThatDoesNotExistIsRefusedWithThoseThatDo() {
        assertThat(Command.unknownJob("nope", new TreeSet<>(Set.of("birthday", "points-due"))))
                .isEqualTo("unknown job: nope\nThe jobs are: birthday, points-due");
    }

    @Test
    void missingAndSurplusArgumentsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Command.parse("job"));
        assertThatIllegalArgumentException().isThrownBy(() -> Command.parse("migrate", "now"));
        assertThatIllegalArgumentException().isThrownBy(() -> Command.parse("create-admin", "wang", "secret"));
    }
}
