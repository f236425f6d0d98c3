package dev.huiyuan.shared.problem;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/** The texts of problems and of refused fields, in Chinese and English: {@link MessageFormat} patterns by key. */
final class Texts {
    private static final Properties CHINESE = read("zh");
    private static final Properties ENGLISH = read("en");

    private Texts() {}

    private static Properties read(String language) {
        Properties texts = new Properties();
        String file = "/problems/" + language + ".properties";
        try (InputStream in = Objects.requireNonNull(Texts.class.getResourceAsStream(file), file)) {
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return texts;
    }

    /** Whether a language is English; everything else is answered in Chinese. */
    static boolean isEnglish(Locale language) {
        return language.getLanguage().equals("en");
    }

    static Optional<String> find(Locale language, String key) {
        return Optional.ofNullable((isEnglish(language) ? ENGLISH : CHINESE).getProperty(key));
    }

    /** The text of a key that there must be. */
    static String of(Locale language, String key) {
        return find(language, key).orElseThrow(() -> new IllegalArgumentException("no text " + key));
    }

    static String format(String pattern, Object... arguments) {
        return new MessageFormat(pattern, Locale.ROOT).format(arguments);
    }
}
