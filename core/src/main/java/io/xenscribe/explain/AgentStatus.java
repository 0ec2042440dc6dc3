package io.xenscribe.explain;

import io.xenscribe.config.AgentConfig;
import io.xenscribe.config.Node;
import io.xenscribe.config.Place;
import io.xenscribe.mapping.Account;
import io.xenscribe.mapping.MappingText;
import io.xenscribe.publish.PassReport.RefusedKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the running agent says in its {@code status.json}, as far as it concerns one key. */
public final class AgentStatus {

    private final Node report;
    private final List<Path> files;

    AgentStatus(Node report, List<Path> files) {
        this.report = report;
        this.files = files;
    }

    /**
     * Of an agent that runs.
     *
     * @param report the file as a tree
     * @param config as it is now
     * @param mapping likewise
     */
    public AgentStatus(Node report, AgentConfig config, MappingText mapping) {
        this(report, files(config, mapping));
    }

    private static List<Path> files(AgentConfig config, MappingText mapping) {
        Set<Path> files = new LinkedHashSet<>(List.of(config.file(), config.mapping()));
        mapping.files().forEach(file -> files.add(Path.of(file)));
        files.addAll(mapping.scripts());
        return List.copyOf(files);
    }

    /** An agent that has said nothing. */
    public static AgentStatus none() {
        return new AgentStatus(Node.Fields.empty(Place.ofFile("")), List.of());
    }

    /** One sentence each, without a full stop. */
    List<String> remarks(String path, List<Account> accounts) {
        List<String> remarks = new ArrayList<>();
        for (Node refused : list(report, "refused")) {
            if (text(refused, "example").equals(path) || isOf(text(refused, "rule"), accounts)) {
                remarks.add(refusal(text(refused, "error")) + other(refused, path));
            }
        }
        for (Node collector : list(report, "collectors")) {
            String name = text(collector, "name");
            String error = text(collector, "error");
            String state = text(collector, "state");
            boolean isWell = state.equals("running") || state.equals("finished") || state.equals("unused");
            if (isUsed(name, accounts) && !isWell) {
                remarks.add("the agent's collector '" + name + "' is " + state + (error.isEmpty() ? "" : ": " + error));
            }
        }
        for (Node script : list(report, "scripts-off")) {
            if (script instanceof Node.Scalar place && isScriptOf(place.text(), accounts)) {
                remarks.add(
                        "the agent does not run the script at " + place.text()
                                + ": it was running at two ends of the agent for want of memory; change it, and it is tried again");
            }
        }
        addChanged(remarks);
        return remarks;
    }

    /** The agent reads its files when it starts and when it is told to. */
    private void addChanged(List<String> remarks) {
        Optional<Node> reload = field(report, "reload");
        if (reload.isPresent() && text(reload.get(), "result").equals("refused")) {
            remarks.add("the agent refused the configuration at its last reload; 'xenscribe config check' says why");
        }
        String started = text(report, "started-at");
        String readAt = reload.filter(last -> text(last, "result").equals("taken"))
                .map(last -> text(last, "at"))
                .orElse(started);
        Instant read;
        try {
            read = Instant.parse(readAt);
        } catch (DateTimeParseException unknown) {
            return;
        }
        for (Path file : files) {
            if (isNewer(file, read)) {
                remarks.add(file + " was changed after the agent read it: reload or restart it");
            }
        }
    }

    private static boolean isNewer(Path file, Instant read) {
        try {
            return Files.getLastModifiedTime(file).toInstant().isAfter(read);
        } catch (IOException gone) {
            return false;
        }
    }

    private static String refusal(String error) {
        return error.equals(RefusedKeys.LEFT_OUT)
                ? "the agent leaves it out for want of room"
                : "the store refuses it to the agent: " + error;
    }

    private static String other(Node refused, String path) {
        String example = text(refused, "example");
        return example.equals(path) ? "" : " (for " + example + ", which the same rule makes)";
    }

    private static boolean isOf(String rule, List<Account> accounts) {
        for (Account account : accounts) {
            if (account.origin().equals(rule)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is the code, or the file of the code, that one of the rules has. */
    private static boolean isScriptOf(String script, List<Account> accounts) {
        for (Account account : accounts) {
            for (Account.Part part : account.parts()) {
                boolean isFile = script.contains("/" + part.text().strip() + ":");
                if (part.name().equals("js") && (isFile || script.startsWith(part.place() + ":"))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isUsed(String collector, List<Account> accounts) {
        for (Account account : accounts) {
            for (Account.NamedFact fact : account.facts()) {
                if (fact.name().startsWith(collector + ".")) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<Node> list(Node node, String name) {
        return field(node, name).orElse(null) instanceof Node.Items items ? items.items() : List.of();
    }

    private static String text(Node node, String name) {
        return field(node, name).orElse(null) instanceof Node.Scalar scalar ? scalar.text() : "";
    }

    private static Optional<Node> field(Node node, String name) {
        return node instanceof Node.Fields fields ? fields.field(name).map(Node.Field::value) : Optional.empty();
    }
}
