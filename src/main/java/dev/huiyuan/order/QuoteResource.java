package dev.huiyuan.order;

import dev.huiyuan.shared.caller.CurrentCaller;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemContexts;
import dev.huiyuan.shared.problem.Problems;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/** What a basket costs. It is a question: nothing is kept, so it needs no idempotency key. */
@Path("/v1/orders/quotes")
@Tag(name = "Orders")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Cancellable(false)
class QuoteResource {
    private final QuoteService quotes;
    private final ProblemContexts contexts;
    private final CurrentCaller caller;

    QuoteResource(QuoteService quotes, ProblemContexts contexts, CurrentCaller caller) {
        this.quotes = quotes;
        this.contexts = contexts;
        this.caller = caller;
    }

    @POST
    @RolesAllowed({Role.MEMBER, Role.CLERK, Role.MANAGER, Role.REGIONAL, Role.POS})
    @Operation(
            operationId = "quoteOrder",
            summary = "What a basket costs a member, with the best combination or exactly what is wished",
            description = "The quote is honoured until it ends unless something that it rests on changes. Prices of"
                    + " members are compared with the menu, those of tills are trusted. Fees are what the caller says; a"
                    + " till or back end confirms them with the payment. Members quote STORE (scanned at the table) and"
                    + " MINI_PROGRAM; DELIVERY is for back ends of delivery platforms. Without a presence a till sees"
                    + " what tier and calendar take off, and nothing that is spent.")
    @Problems({
        ProblemCode.STORE_UNKNOWN,
        ProblemCode.STORE_NOT_ALLOWED,
        ProblemCode.DISH_UNKNOWN,
        ProblemCode.DISH_NOT_AVAILABLE,
        ProblemCode.PRICE_CHANGED,
        ProblemCode.AMOUNT_TOO_LARGE,
        ProblemCode.MEMBER_NOT_FOUND,
        ProblemCode.MEMBER_CLOSED,
        ProblemCode.MEMBER_UNCONFIRMED,
        ProblemCode.PRESENCE_INVALID,
        ProblemCode.WISH_REFUSED
    })
    public Uni<QuoteResponse> quote(@NotNull @Valid QuoteRequest request, RoutingContext routing) {
        return quotes.quote(new QuoteService.Question(
                caller.get(), request, contexts.of(routing).language()));
    }
}
