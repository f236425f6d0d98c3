package dev.huiyuan.shared.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FieldTextsTest {
    /** A refusal whose English sentence stands at its end. */
    private static final Pattern SENTENCE =
            Pattern.compile("(?:new FieldError|ofField)\\((?:[^;\"]|\"[^\"]*\")*?,\\s*\"([^\"]* [^\"]*)\"\\s*[+)]");

    private static final Pattern CONSTRAINT = Pattern.compile("@Pattern\\(regexp = \"((?:[^\"\\\\]|\\\\.)*)\"");

    private static String sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            StringBuilder all = new StringBuilder();
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                all.append(Files.readString(file));
            }
            return all.toString();
        }
    }

    private static Set<String> keys(String language) throws IOException {
        Properties texts = new Properties();
        texts.load(Files.newBufferedReader(Path.of("src/main/resources/problems/" + language + ".properties")));
        return texts.stringPropertyNames().stream()
                .filter(key -> key.startsWith("field."))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String chinese(String detail) {
        return new FieldError("/a", "odd", detail).in(Locale.CHINESE).detail();
    }

    @Test
    void everyTextIsThereInBothLanguages() throws IOException {
        assertThat(keys("zh")).isEqualTo(keys("en")).isNotEmpty();
    }

    @Test
    void everySentenceInTheCodeIsTranslated() throws IOException {
        Set<String> missing = new TreeSet<>();
        Matcher sentences = SENTENCE.matcher(sources());
        int found = 0;
        while (sentences.find()) {
            found++;
            String sentence = sentences.group(1).replaceFirst(": $", "");
            if (Texts.find(Locale.CHINESE, FieldTexts.key(sentence)).isEmpty()) missing.add(sentence);
        }
        assertThat(found).isGreaterThan(60);
        // These end with a value, and say in general what their code means.
        missing.removeIf(sentence -> sentence.endsWith(" "));
        assertThat(missing).isEmpty();
    }

    @Test
    void everyPatternInTheCodeIsSaidInWords() throws IOException {
        Matcher patterns = CONSTRAINT.matcher(sources());
        Set<String> unsaid = new TreeSet<>();
        while (patterns.find()) {
            String regexp = patterns.group(1).translateEscapes();
            if (PatternTexts.of("/a", regexp).text().equals("format")) unsaid.add(regexp);
        }
        assertThat(unsaid).isEmpty();
    }

    @Test
    void numbersAndValuesAreTakenOver() {
        assertThat(chinese("must be between 1 and 31")).isEqualTo("须在1到31之间");
        assertThat(chinese("there is no such dish: TEA")).isEqualTo("没有这道菜：TEA");
        assertThat(chinese("9800")).isEqualTo("9800");
        assertThat(chinese("不能使用 了")).isEqualTo("不能使用 了");
        assertThat(chinese("nobody has said this")).isEqualTo("nobody has said this");
        FieldError known = new FieldError("/a", "unknown", "nobody has said this");
        assertThat(known.in(Locale.CHINESE).detail()).isEqualTo("不存在");
        assertThat(known.in(Locale.ENGLISH).detail()).isEqualTo("nobody has said this");
    }
}
