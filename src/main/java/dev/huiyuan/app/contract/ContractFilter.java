package dev.huiyuan.app.contract;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.quarkus.smallrye.openapi.OpenApiFilter.RunStage;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.jboss.jandex.IndexView;

/** Completes the contract that is generated from the resources. Each step is a class of this package. */
@OpenApiFilter(stages = RunStage.BUILD)
public final class ContractFilter implements OASFilter {
    private final IndexView index;

    /** @param index the application's classes, given by the build */
    public ContractFilter(IndexView index) {
        this.index = index;
    }

    @Override
    public void filterOpenAPI(OpenAPI api) {
        if (api.getComponents() == null) api.setComponents(OASFactory.createComponents());
        ContractInfo.describe(api);
        ContractSecurity.define(api.getComponents());
        ContractSchemas schemas = new ContractSchemas(api, index);
        schemas.complete();
        ContractProblems problems = new ContractProblems(api);
        problems.define();
        DeclaredOperations declared = DeclaredOperations.of(index);
        Operations.of(api).forEach(operation -> {
            Declared declaration = declared.of(operation.operation().getOperationId());
            ContractSecurity.secure(operation.operation(), declaration);
            ContractAnswers.complete(operation.operation(), declaration);
            problems.answer(operation, declaration);
        });
        new ContractExamples(api).fill();
    }
}
