package dev.huiyuan.menu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CsvTest {
    @Test
    void fieldsAreWhatStandsBetweenCommas() {
        assertThat(Csv.fields("a,,b ")).containsExactly("a", "", "b ");
        assertThat(Csv.fields("")).containsExactly("");
        assertThat(Csv.fields(",")).containsExactly("", "");
        assertThat(Csv.fields("\"x, \"\"y\"\"\",z")).containsExactly("x, \"y\"", "z");
    }

    @Test
    void quoteThatIsNotClosedIsNoLine() {
        assertThat(Csv.fields("\"a")).isNull();
        assertThat(Csv.fields("\"a\"b")).isNull();
    }

    /** What a spreadsheet writes is read as it was. */
    @Property
    void quotedFieldsComeBack(@ForAll @Size(min = 1, max = 6) List<String> fields) {
        String line = fields.stream()
                .map(field -> '"' + field.replace("\"", "\"\"") + '"')
                .collect(Collectors.joining(","));
        assertThat(Csv.fields(line)).isEqualTo(fields);
    }
}
