package dev.huiyuan.app.development;

import io.quarkus.arc.profile.IfBuildProfile;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Who opens the bare address in a browser while developing wants to see something: Swagger UI. */
@ApplicationScoped
@IfBuildProfile(anyOf = {"dev", "test"})
class StartPage {
    void register(@Observes Router router) {
        router.get("/").handler(routing -> routing.redirect("/swagger-ui/"));
    }
}
