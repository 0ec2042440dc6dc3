package io.xenscribe.cli;

import io.xenscribe.config.Node;
import io.xenscribe.host.OneLine;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code status.json} for people. Reads what is there, so that files of other versions are shown as well. */
final class StatusText {

    private final Node.Fields report;
    private final List<String> lines = new ArrayList<>();

    private StatusText(Node.Fields report) {
        this.report = report;
    }

    static List<String> of(Node.Fields report) {
        StatusText text = new StatusText(report);
        text.addHead();
        text.addList("collectors", StatusText::collector);
        text.addList("refused by the store", "refused", StatusText::refused);
        text.addList("warnings", StatusText::plain);
        text.addList("scripts that are off until they are changed", "scripts-off", StatusText::plain);
        text.addList("plugins", StatusText::plugin);
        text.addReload();
        text.addList("other guest agents", "other-agents", StatusText::plain);
        return text.lines.stream().map(OneLine::of).toList();
    }

    /** The cells of one element of a list. */
    @FunctionalInterface
    private interface Row {
        String[] of(Node element);
    }

    private void addHead() {
        Columns head = new Columns();
        head.row(
                "agent",
                text(report, "version") + ", process " + text(report, "pid") + ", since " + text(report, "started-at"));
        String reason = text(report, "mapping-reason");
        head.row("mapping", text(report, "mapping") + (reason.isEmpty() ? "" : ", because " + reason));
        report.field("store").ifPresent(store -> head.row("store", store(store.value())));
        if (report.field("keys").isPresent()) {
            head.row("published", text(report, "keys") + " keys, last at " + text(report, "published-at"));
        }
        report.field("counters").ifPresent(counters -> head.row("so far", counts(counters.value())));
        report.field("memory").ifPresent(memory -> head.row("takes", memory(memory.value())));
        lines.addAll(head.lines());
    }

    /** In the order of the file. */
    private static String counts(Node counters) {
        List<String> counts = new ArrayList<>();
        if (counters instanceof Node.Fields fields) {
            fields.fields().values().forEach(count -> {
                String name = count.name().text();
                String number = text(counters, name);
                counts.add(number + " " + (number.equals("1") ? name.substring(0, name.length() - 1) : name));
            });
        }
        return String.join(", ", counts);
    }

    private String memory(Node memory) {
        List<String> parts = new ArrayList<>();
        String anonymous = text(memory, "anonymous");
        if (!anonymous.isEmpty()) {
            parts.add(megabytes(anonymous) + " of memory");
        }
        parts.add(megabytes(text(memory, "heap-used")) + " of " + megabytes(text(memory, "heap-committed")) + " heap");
        String threads = text(report, "threads");
        if (!threads.isEmpty()) {
            parts.add(threads + " threads");
        }
        return String.join(", ", parts) + ", when this was written";
    }

    private static String megabytes(String bytes) {
        try {
            long tenths = Long.parseLong(bytes) * 10 / (1 << 20);
            return tenths / 10 + "." + tenths % 10 + " MB";
        } catch (NumberFormatException other) {
            return bytes;
        }
    }

    /** Only one that was refused needs somebody to do something. */
    private void addReload() {
        Node reload = field(report, "reload");
        if (reload == null) {
            return;
        }
        lines.add("last reload at " + text(reload, "at") + ": " + text(reload, "result"));
        if (field(reload, "problems") instanceof Node.Items problems) {
            problems.items().forEach(problem -> lines.add("  " + plain(problem)[0]));
        }
    }

    private static String store(Node store) {
        String where = text(store, "where");
        String error = text(store, "error");
        if (!error.isEmpty()) {
            return "not connected: " + error;
        }
        return where + (text(store, "connected").equals("true") ? ", connected" : ", not connected");
    }

    private static String[] collector(Node collector) {
        List<String> remarks = new ArrayList<>();
        if (text(collector, "state").equals("unused")) {
            remarks.add("no rule uses it");
        }
        if (!text(collector, "error").isEmpty()) {
            remarks.add(text(collector, "error"));
        }
        String restarts = text(collector, "restarts");
        if (!restarts.isEmpty() && !restarts.equals("0")) {
            remarks.add("restarts: " + restarts);
        }
        if (field(collector, "left-behind") instanceof Node.Items left) {
            left.items().forEach(thread -> remarks.add("left behind: thread " + plain(thread)[0]));
        }
        String at = text(collector, "published-at");
        return new String[] {
            text(collector, "name"),
            text(collector, "state"),
            at.isEmpty() ? "no facts" : "facts of " + at,
            String.join("; ", remarks)
        };
    }

    private static String[] refused(Node keys) {
        String count = text(keys, "count");
        String more = count.equals("1") ? "" : "one of " + count;
        return new String[] {text(keys, "example"), text(keys, "error"), text(keys, "rule"), more};
    }

    private static String[] plugin(Node plugin) {
        String id = text(plugin, "id");
        String reason = text(plugin, "reason");
        return new String[] {
            id.isEmpty() ? "-" : id,
            text(plugin, "version"),
            text(plugin, "state"),
            text(plugin, "path"),
            reason.isEmpty() ? "" : "it " + reason
        };
    }

    private static String[] plain(Node element) {
        return new String[] {element instanceof Node.Scalar scalar ? scalar.text() : ""};
    }

    private void addList(String name, Row row) {
        addList(name, name, row);
    }

    /** Lists without elements are not shown. */
    private void addList(String title, String name, Row row) {
        if (report.field(name).map(Node.Field::value).orElse(null) instanceof Node.Items items
                && !items.items().isEmpty()) {
            Columns columns = new Columns();
            for (Node element : items.items()) {
                columns.row(row.of(element));
            }
            lines.add(title);
            columns.lines().forEach(line -> lines.add("  " + line));
        }
    }

    /** A scalar's; empty where there is none. */
    static String text(Node node, String name) {
        return field(node, name) instanceof Node.Scalar scalar ? scalar.text() : "";
    }

    private static @Nullable Node field(Node node, String name) {
        return node instanceof Node.Fields fields
                ? fields.field(name).map(Node.Field::value).orElse(null)
                : null;
    }
}
