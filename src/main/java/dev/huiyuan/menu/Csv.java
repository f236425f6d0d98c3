package dev.huiyuan.menu;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fields of a line of comma-separated values (RFC 4180 §2, without line breaks in fields). */
final class Csv {
    private Csv() {}

    /** The fields of a line; null where a quote is not closed or text follows one. */
    static @Nullable List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        int at = 0;
        while (true) {
            StringBuilder field = new StringBuilder();
            at = at < line.length() && line.charAt(at) == '"' ? quoted(line, at + 1, field) : plain(line, at, field);
            if (at < 0) return null;
            fields.add(field.toString());
            if (at == line.length()) return fields;
            if (line.charAt(at) != ',') return null;
            at++;
        }
    }

    private static int plain(String line, int from, StringBuilder field) {
        int end = line.indexOf(',', from);
        int to = end < 0 ? line.length() : end;
        field.append(line, from, to);
        return to;
    }

    /** A doubled quote is one. */
    private static int quoted(String line, int from, StringBuilder field) {
        for (int at = from; at < line.length(); at++) {
            if (line.charAt(at) != '"') {
                field.append(line.charAt(at));
            } else if (at + 1 < line.length() && line.charAt(at + 1) == '"') {
                field.append('"');
                at++;
            } else {
                return at + 1;
            }
        }
        return -1;
    }
}
