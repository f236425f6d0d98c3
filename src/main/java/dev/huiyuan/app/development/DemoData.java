package dev.huiyuan.app.development;

import io.quarkus.arc.All;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.quarkus.vertx.http.HttpServerStart;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.jboss.logging.Logger;

/** Loads the demo data when development starts, and says where everything is. */
@ApplicationScoped
@IfBuildProfile("dev")
class DemoData {
    private static final Logger LOG = Logger.getLogger(DemoData.class);
    private static final int AFTER_EVERYTHING = 10_000;

    private final List<DemoDataPart> parts;
    private final DemoDiners diners;

    DemoData(@All List<DemoDataPart> parts, DemoDiners diners) {
        this.parts = parts;
        this.diners = diners;
    }

    void load(@Observes @Priority(AFTER_EVERYTHING) StartupEvent event) throws Throwable {
        for (DemoDataPart part : parts) VertxContextSupport.subscribeAndAwait(part::load);
    }

    void tell(@ObservesAsync HttpServerStart server) throws IOException, InterruptedException {
        int port = server.options().getPort();
        diners.visit(URI.create("http://localhost:" + port), DemoStaff.PASSWORD);
        LOG.info("""

                  Huiyuan is ready.
                    API          http://localhost:%1$d/v1
                    Swagger UI   http://localhost:%1$d/swagger-ui
                    Contract     http://localhost:%1$d/openapi
                    Diners       phones %4$s
                    Staff        admin, manager, clerk; password: %2$s
                    WeChat       app %3$s; codes: POST http://localhost:%1$d/simulator/wechat/codes {"user", "phone"}
                    Messages     POST http://localhost:%1$d/simulator/sms/inbox {"phone"}
                """.formatted(
                        port,
                        DemoStaff.PASSWORD,
                        DevelopmentEnvironment.WECHAT_APP_ID,
                        String.join(", ", DemoDiners.phones())));
    }
}
