package dev.huiyuan.app;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.ServiceLoader;

/** Starts the application: to serve, or for one of the commands of {@link Command#USAGE}. */
@QuarkusMain
public final class Main {
    Main() {}

    /** Ends with 0 when all went well, 1 when it failed, 64 when the arguments make no sense. */
    public static void main(String... arguments) {
        Command command;
        try {
            command = Command.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.print(Command.USAGE);
            System.exit(ExitCode.USAGE);
            return;
        }
        ServiceLoader.load(LocalEnvironment.class).forEach(LocalEnvironment::prepare);
        command.settings().forEach(System::setProperty);
        Quarkus.run(CommandLine.class, arguments);
    }
}
