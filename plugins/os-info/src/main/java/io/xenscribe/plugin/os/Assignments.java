package io.xenscribe.plugin.os;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The lines {@code NAME=value} of os-release(5) and of /etc/lsb-release, quoted as a shell would read them. Anything
 * else in the text is passed over. A name given twice has its last value, as in a shell.
 */
final class Assignments {

    private final Map<String, String> values = new HashMap<>();

    Assignments(String text) {
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            readLine(text.substring(start, end).strip());
            start = end + 1;
        }
    }

    /** The value, unless it is absent or blank. */
    Optional<String> value(String name) {
        String value = values.get(name);
        return value == null || value.isBlank() ? Optional.empty() : Optional.of(value.strip());
    }

    private void readLine(String line) {
        int equals = line.indexOf('=');
        if (equals > 0 && line.charAt(0) != '#') {
            values.put(line.substring(0, equals), unquote(line, equals + 1));
        }
    }

    private static String unquote(String line, int start) {
        StringBuilder value = new StringBuilder(line.length() - start);
        char quote = 0;
        for (int i = start; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (quote == 0 && Character.isWhitespace(c)) {
                break;
            } else if (c == '\\' && escapes(quote, line, i + 1)) {
                i++;
                value.append(line.charAt(i));
            } else {
                value.append(c);
            }
        }
        return value.toString();
    }

    /** Within single quotes a backslash is itself, within double ones it needs a character that is special there. */
    private static boolean escapes(char quote, String line, int next) {
        return next < line.length() && quote != '\'' && (quote == 0 || "$\"\\`".indexOf(line.charAt(next)) >= 0);
    }
}
