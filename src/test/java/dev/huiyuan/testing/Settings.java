package dev.huiyuan.testing;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The application's settings, read as it reads them itself. */
public final class Settings {
    private static final List<Class<?>> MAPPINGS = find();

    private Settings() {}

    /** Every mapping of the application. */
    public static List<Class<?>> mappings() {
        return MAPPINGS;
    }

    private static List<Class<?>> find() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.huiyuan").stream()
                        .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                        .<Class<?>>map(JavaClass::reflect)
                        .toList();
    }

    /** Reads {@code application.properties} and, stronger, the given settings against every mapping. */
    public static SmallRyeConfig read(Map<String, String> settings) {
        try {
            SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                    .addDefaultInterceptors()
                    .addDiscoveredConverters()
                    .withSources(new PropertiesConfigSource(
                            Path.of("src/main/resources/application.properties")
                                    .toUri()
                                    .toURL(),
                            100))
                    .withSources(new PropertiesConfigSource(settings, "test", 200));
            mappings().forEach(mapping -> builder.withMapping(ConfigClass.configClass(mapping)));
            return builder.build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
