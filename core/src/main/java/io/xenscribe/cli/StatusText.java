package io.xenscribe.cli;

import io.xenscribe.config.Node;
import io.xenscribe.host.OneLine;
import java.util.ArrayList;
import java.util.List;

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
        text.addList("plugins not used", "refused-plugins", StatusText::plugin);
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
            head.row(
                    "published",
                    text(report, "keys") + " keys, last at " + text(report, "published-at") + "; "
                            + text(report, "writes") + " writes and " + text(report, "errors")
                            + " errors since the start");
        }
        lines.addAll(head.lines());
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
        String restarts = text(collector, "restarts");
        String error = text(collector, "error");
        String remark = restarts.isEmpty() || restarts.equals("0") ? error : error + " (restarts: " + restarts + ")";
        String at = text(collector, "published-at");
        return new String[] {
            text(collector, "name"), text(collector, "state"), at.isEmpty() ? "no facts" : "facts of " + at, remark
        };
    }

    private static String[] refused(Node keys) {
        String count = text(keys, "count");
        String more = count.equals("1") ? "" : "one of " + count;
        return new String[] {text(keys, "example"), text(keys, "error"), text(keys, "rule"), more};
    }

    private static String[] plugin(Node plugin) {
        return new String[] {text(plugin, "path"), "it " + text(plugin, "reason")};
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

    private static String text(Node node, String name) {
        return node instanceof Node.Fields fields
                        && fields.field(name).map(Node.Field::value).orElse(null) instanceof Node.Scalar scalar
                ? scalar.text()
                : "";
    }
}
