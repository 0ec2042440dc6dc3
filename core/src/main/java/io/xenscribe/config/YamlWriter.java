package io.xenscribe.config;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Writes a tree as YAML that {@link YamlReader} reads back as the same tree, with remarks as comments in one column. For
 * one thread.
 */
public final class YamlWriter {

    /** Where the column of remarks is at most; longer lines push theirs out. */
    private static final int LAST_COLUMN = 72;

    private static final String HEX = "0123456789abcdef";

    private final List<Line> lines = new ArrayList<>();
    private int depth;

    /** @param remark empty for none */
    private record Line(String text, String remark) {}

    /** A comment on a line of its own. */
    public YamlWriter comment(String text) {
        lines.add(new Line(indent() + "# " + text, ""));
        return this;
    }

    public YamlWriter blank() {
        lines.add(new Line("", ""));
        return this;
    }

    /** Begins a map within the map; every field until {@link #end} belongs to it. There must be one. */
    public YamlWriter begin(String name, String remark) {
        lines.add(new Line(indent() + quoted(name, false) + ":", remark));
        depth++;
        return this;
    }

    public YamlWriter emptyMap(String name) {
        lines.add(new Line(indent() + quoted(name, false) + ": {}", ""));
        return this;
    }

    public YamlWriter end() {
        depth--;
        return this;
    }

    /** A field with text. */
    public YamlWriter field(String name, String value, String remark) {
        String start = indent() + quoted(name, false) + ": ";
        if (isBlock(value)) {
            block(start, value, remark);
        } else {
            lines.add(new Line(start + quoted(value, false), remark));
        }
        return this;
    }

    /** A field with anything; what is nested in maps has remarks of its own. */
    public YamlWriter field(Node.Field field, Function<Place, String> remarks) {
        String name = field.name().text();
        Node value = field.value();
        if (value instanceof Node.Scalar scalar) {
            return field(name, scalar.text(), remarks.apply(field.place()));
        }
        if (value instanceof Node.Fields fields && !fields.fields().isEmpty()) {
            begin(name, "");
            fields.fields().values().forEach(inner -> field(inner, remarks));
            return end();
        }
        lines.add(new Line(indent() + quoted(name, false) + ": " + flow(value), remarks.apply(field.place())));
        return this;
    }

    /** The document. */
    @Override
    public String toString() {
        int column = 0;
        for (Line line : lines) {
            if (!line.remark().isEmpty() && line.text().length() <= LAST_COLUMN) {
                column = Math.max(column, line.text().length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (Line line : lines) {
            text.append(line.text());
            if (!line.remark().isEmpty()) {
                text.append(" ".repeat(Math.max(0, column - line.text().length())))
                        .append("  # ")
                        .append(line.remark());
            }
            text.append('\n');
        }
        return text.toString();
    }

    private String indent() {
        return "  ".repeat(depth);
    }

    private static String flow(Node node) {
        return switch (node) {
            case Node.Scalar scalar -> quoted(scalar.text(), true);
            case Node.Nothing _ -> "~";
            case Node.Items items -> {
                List<String> texts = new ArrayList<>();
                items.items().forEach(item -> texts.add(flow(item)));
                yield "[" + String.join(", ", texts) + "]";
            }
            case Node.Fields fields -> {
                List<String> texts = new ArrayList<>();
                fields.fields()
                        .values()
                        .forEach(field -> texts.add(quoted(field.name().text(), true) + ": " + flow(field.value())));
                yield "{" + String.join(", ", texts) + "}";
            }
        };
    }

    /** Whether the text is several lines that can stand as they are. */
    private static boolean isBlock(String text) {
        int end = text.indexOf('\n');
        if (end <= 0 || text.charAt(0) == ' ' || text.endsWith("\n\n")) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\n' && !isPrintable(c)) {
                return false;
            }
        }
        return true;
    }

    private void block(String start, String text, String remark) {
        boolean ends = text.endsWith("\n");
        lines.add(new Line(start + (ends ? "|" : "|-"), remark));
        String body = ends ? text.substring(0, text.length() - 1) : text;
        for (String line : body.split("\n", -1)) {
            lines.add(new Line(line.isEmpty() ? "" : indent() + "  " + line, ""));
        }
    }

    /** @param flow whether the text stands between brackets */
    private static String quoted(String text, boolean flow) {
        if (isPlain(text, flow)) {
            return text;
        }
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c == '\n') {
                quoted.append("\\n");
            } else if (isPrintable(c)) {
                quoted.append(c);
            } else {
                quoted.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    quoted.append(HEX.charAt(c >> shift & 15));
                }
            }
        }
        return quoted.append('"').toString();
    }

    /** Halves of pairs count as none: escapes hold them, too. */
    private static boolean isPrintable(char c) {
        return (c >= ' ' && c < 0x7f) || (c >= 0xa0 && c < 0xd800 && c != 0x2028 && c != 0x2029);
    }

    private static boolean isPlain(String text, boolean flow) {
        if (text.isEmpty() || text.endsWith(" ") || text.endsWith(":") || !isStart(text.charAt(0))) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char next = i + 1 < text.length() ? text.charAt(i + 1) : '\0';
            boolean comment = c == ' ' && next == '#';
            boolean field = c == ':' && (next == ' ' || flow);
            if (c < ' ' || c >= 0x7f || comment || field || (flow && "[]{},?".indexOf(c) >= 0)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "$/._+(".indexOf(c) >= 0;
    }
}
