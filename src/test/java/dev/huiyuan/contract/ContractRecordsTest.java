package dev.huiyuan.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.fasterxml.jackson.databind.ser.DefaultSerializerProvider;
import com.fasterxml.jackson.databind.ser.PropertyWriter;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.huiyuan.testing.HuiyuanTest;
import jakarta.inject.Inject;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** That the contract's schemas are what Jackson makes of our types. */
@HuiyuanTest
class ContractRecordsTest {
    private static final String PAGE = "Page";
    /** Made by hand, or a simple value. */
    private static final Set<String> KNOWN = Set.of("Problem", "FieldError", "DayOfWeek", "LocalTime");

    private final JsonNode schemas = Contract.generated().api().at("/components/schemas");
    private final Map<String, Class<?>> types = ourTypes();

    @Inject
    ObjectMapper mapper;

    @Test
    void everySchemaIsOneOfOurTypes() {
        List<String> foreign = new ArrayList<>();
        schemas.fieldNames().forEachRemaining(name -> {
            if (!KNOWN.contains(name) && !name.startsWith(PAGE) && !types.containsKey(name)) foreign.add(name);
        });
        assertThat(foreign).isEmpty();
    }

    @Test
    void schemasHaveExactlyTheFieldsThatAreReadAndWritten() {
        List<String> findings = new ArrayList<>();
        eachRecord((name, type) -> {
            Set<String> documented = new TreeSet<>();
            schemas.path(name).path("properties").fieldNames().forEachRemaining(documented::add);
            Set<String> written = new TreeSet<>();
            written(type).forEach(property -> written.add(property.getName()));
            if (!documented.equals(written)) findings.add(name + ": " + documented + " instead of " + written);
        });
        assertThat(findings).isEmpty();
    }

    @Test
    void whatMayBeNullIsAbsentOrSaidToBeNull() {
        List<String> findings = new ArrayList<>();
        eachRecord((name, type) -> {
            JsonNode schema = schemas.path(name);
            for (BeanPropertyWriter property : written(type)) {
                if (!isNullable(type, property.getName())) continue;
                boolean saysNull = schema.path("properties")
                        .path(property.getName())
                        .path("type")
                        .toString()
                        .contains("\"null\"");
                boolean required = schema.path("required").toString().contains('"' + property.getName() + '"');
                if (!property.willSuppressNulls() && !saysNull)
                    findings.add(name + "." + property.getName() + " is written as null, and not said to be");
                if (property.willSuppressNulls() && required)
                    findings.add(name + "." + property.getName() + " is left out when null, and required");
            }
        });
        assertThat(findings).isEmpty();
    }

    private interface Check {
        void of(String name, Class<?> type);
    }

    private void eachRecord(Check check) {
        schemas.fieldNames().forEachRemaining(name -> {
            @Nullable Class<?> type = types.get(name);
            if (type != null && type.isRecord()) check.of(name, type);
        });
    }

    private List<BeanPropertyWriter> written(Class<?> type) {
        try {
            SerializerProvider provider = ((DefaultSerializerProvider) mapper.getSerializerProvider())
                    .createInstance(mapper.getSerializationConfig(), mapper.getSerializerFactory());
            List<BeanPropertyWriter> properties = new ArrayList<>();
            for (var all = provider.findValueSerializer(type).properties(); all.hasNext(); ) {
                PropertyWriter property = all.next();
                if (property instanceof BeanPropertyWriter writer) properties.add(writer);
            }
            return properties;
        } catch (JsonMappingException e) {
            throw new AssertionError(type.getName(), e);
        }
    }

    private static boolean isNullable(Class<?> type, String property) {
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getName().equals(property))
                return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        }
        return false;
    }

    /** Records and enumerations by the names of their schemas; one that is named goes before a namesake. */
    private static Map<String, Class<?>> ourTypes() {
        Map<String, Class<?>> found = new HashMap<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.huiyuan")) {
            if (!type.isRecord() && !type.isEnum()) continue;
            Class<?> ours = type.reflect();
            Schema schema = ours.getAnnotation(Schema.class);
            if (schema == null || schema.name().isEmpty()) found.putIfAbsent(type.getSimpleName(), ours);
            else found.put(schema.name(), ours);
        }
        return found;
    }
}
