package dev.huiyuan.app.contract;

import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/** The body of problems, written by hand: no resource names it. */
final class ProblemSchemas {
    private ProblemSchemas() {}

    static Schema problem() {
        return OASFactory.createSchema()
                .addType(SchemaType.OBJECT)
                .description("Why a request was not done (RFC 9457)")
                .required(List.of("type", "title", "status", "detail", "code", "traceId"))
                .addProperty("type", text("A URN that ends with the code", "urn:huiyuan:problem:member-not-found"))
                .addProperty("title", text("What kind of problem this is, in the caller's language", "会员不存在"))
                .addProperty("status", integer("The HTTP status", 400, 599, 404))
                .addProperty("detail", text("What happened, fit to be shown to a diner", "未找到该会员。"))
                .addProperty(
                        "code",
                        text("What programs decide by", "member-not-found").enumeration(ContractProblems.codes()))
                .addProperty("traceId", text("Finds the request in the logs", "4bf92f3577b34da6a3ce929d0e0e4736"))
                .addProperty("retryAfterSeconds", integer("When to try again, where that makes sense", 1, 86_400, 1))
                .addProperty(
                        "errors",
                        OASFactory.createSchema()
                                .addType(SchemaType.ARRAY)
                                .description("The refused fields")
                                .items(OASFactory.createSchema().ref("FieldError")));
    }

    static Schema fieldError() {
        return OASFactory.createSchema()
                .addType(SchemaType.OBJECT)
                .description("One refused field")
                .required(List.of("pointer", "code", "detail"))
                .addProperty("pointer", text("Where: a JSON pointer (RFC 6901), or a parameter's name", "/amountFen"))
                .addProperty("code", text("Why, for programs", "out-of-range"))
                .addProperty("detail", text("Why, for people", "必须大于或等于0"));
    }

    private static Schema text(String description, String example) {
        return OASFactory.createSchema()
                .addType(SchemaType.STRING)
                .description(description)
                .examples(List.of(example));
    }

    private static Schema integer(String description, int minimum, int maximum, int example) {
        return OASFactory.createSchema()
                .addType(SchemaType.INTEGER)
                .format("int32")
                .minimum(java.math.BigDecimal.valueOf(minimum))
                .maximum(java.math.BigDecimal.valueOf(maximum))
                .description(description)
                .examples(List.of(example));
    }
}
