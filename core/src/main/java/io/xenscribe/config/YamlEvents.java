package io.xenscribe.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Builds a tree from the parser's events. It stays below SnakeYAML's own nodes because those come with a resolver that
 * gives scalars types, which no part of the agent wants, and with a dozen regular expressions to do so.
 */
final class YamlEvents {

    private static final int DEEPEST = 50;
    /** What fits in the agent's heap of 16 MiB, beside all else. */
    private static final int MOST_NODES = 20_000;

    private final String file;
    private final String source;
    private final Problems problems;
    private final StreamReader reader;
    private final ParserImpl parser;
    private final Map<String, Anchored> anchors = new HashMap<>();
    private int depth;
    private int nodes;

    /** An anchored node and the number of nodes that each alias of it repeats. */
    private record Anchored(Node node, int size) {}

    YamlEvents(String file, String text, Problems problems) {
        this.file = file;
        this.source = text;
        this.problems = problems;
        this.reader = new StreamReader(text);
        this.parser = new ParserImpl(reader, new LoaderOptions());
    }

    /** How far the parser has come. */
    Place position() {
        return new Place(file, reader.getLine() + 1, reader.getColumn() + 1);
    }

    Optional<Node> document() {
        parser.getEvent();
        if (parser.checkEvent(Event.ID.StreamEnd)) {
            return Optional.of(Node.Fields.empty(new Place(file, 1, 1)));
        }
        parser.getEvent();
        Event root = parser.peekEvent();
        Optional<Node> node = isEmpty(root) ? skipTo(Node.Fields.empty(place(root))) : node();
        parser.getEvent();
        if (!parser.checkEvent(Event.ID.StreamEnd)) {
            problems.error(place(parser.peekEvent()), "a second document begins here; only one is read");
        }
        return node;
    }

    private Optional<Node> skipTo(Node node) {
        parser.getEvent();
        return Optional.of(node);
    }

    private Optional<Node> node() {
        Event event = parser.getEvent();
        if (event instanceof AliasEvent alias) {
            return repeated(alias);
        }
        int before = nodes++;
        if (nodes > MOST_NODES) {
            if (nodes == MOST_NODES + 1) {
                problems.error(place(event), "more than " + MOST_NODES + " values, which no configuration has");
            }
            skip(event);
            return Optional.empty();
        }
        if (event instanceof ScalarEvent scalar) {
            return anchored(scalar.getAnchor(), scalar(scalar), before);
        }
        CollectionStartEvent start = (CollectionStartEvent) event;
        refuseTag(start.getTag(), start);
        if (depth == DEEPEST) {
            problems.error(place(event), "nested more than " + DEEPEST + " levels deep");
            skip(event);
            return Optional.empty();
        }
        depth++;
        Optional<Node> node = start instanceof SequenceStartEvent ? items(start) : fields((MappingStartEvent) start);
        depth--;
        return anchored(start.getAnchor(), node, before);
    }

    private Optional<Node> anchored(String anchor, Optional<Node> node, int before) {
        if (anchor != null && node.isPresent()) {
            anchors.put(anchor, new Anchored(node.get(), nodes - before));
        }
        return node;
    }

    private Optional<Node> repeated(AliasEvent alias) {
        Anchored anchored = anchors.get(alias.getAnchor());
        if (anchored == null) {
            problems.error(place(alias), "*" + alias.getAnchor() + " repeats an anchor that is not complete above");
            return Optional.empty();
        }
        nodes += anchored.size();
        if (nodes > MOST_NODES) {
            problems.error(place(alias), "with its aliases repeated, more than " + MOST_NODES + " values");
            return Optional.empty();
        }
        return Optional.of(anchored.node());
    }

    private Optional<Node> items(CollectionStartEvent start) {
        List<Node> items = new ArrayList<>();
        while (!parser.checkEvent(Event.ID.SequenceEnd)) {
            if (isEmpty(parser.peekEvent())) {
                problems.error(place(parser.getEvent()), "an empty item: give it a value, or \"\" for empty text");
            } else {
                node().ifPresent(items::add);
            }
        }
        parser.getEvent();
        return Optional.of(new Node.Items(place(start), items));
    }

    private Optional<Node> fields(MappingStartEvent start) {
        Map<String, Node.Field> fields = new LinkedHashMap<>();
        while (!parser.checkEvent(Event.ID.MappingEnd)) {
            Optional<Node.Scalar> name = name();
            if (isEmpty(parser.peekEvent())) {
                Event empty = parser.getEvent();
                problems.error(
                        name.map(Node.Scalar::place).orElse(place(empty)),
                        "'" + name.map(Node.Scalar::text).orElse("?")
                                + "' has no value: write ~ to remove it, \"\" for empty text");
                continue;
            }
            Optional<Node> value = node();
            if (name.isPresent() && value.isPresent()) {
                add(fields, new Node.Field(name.get(), value.get()));
            }
        }
        parser.getEvent();
        return Optional.of(new Node.Fields(place(start), fields));
    }

    private void add(Map<String, Node.Field> fields, Node.Field field) {
        Node.Field first = fields.putIfAbsent(field.name().text(), field);
        if (first != null) {
            problems.error(
                    field.place(),
                    "'" + field.name().text() + "' is given twice, first in line "
                            + first.place().line());
        }
    }

    private Optional<Node.Scalar> name() {
        Event event = parser.peekEvent();
        Optional<Node> name = node();
        if (name.isPresent() && name.get() instanceof Node.Scalar scalar) {
            return Optional.of(scalar);
        }
        if (name.isPresent()) {
            problems.error(
                    place(event),
                    "the name of a field must be text, not " + name.get().kind());
        }
        return Optional.empty();
    }

    private Optional<Node> scalar(ScalarEvent event) {
        refuseTag(event.getTag(), event);
        boolean plain = event.getScalarStyle() == ScalarStyle.PLAIN;
        String text = event.getValue();
        if (plain && text.equals("~")) {
            return Optional.of(new Node.Nothing(place(event)));
        }
        if (event.getScalarStyle() == ScalarStyle.LITERAL) {
            return Optional.of(new Node.Scalar(place(event), text, -1, column(event)));
        }
        return Optional.of(new Node.Scalar(place(event), text, lead(event, plain ? 0 : 1)));
    }

    /** Where the lines of a literal block begin: at its first line that is not empty. */
    private int column(ScalarEvent block) {
        int at = source.indexOf(
                '\n', source.offsetByCodePoints(0, block.getStartMark().getIndex()));
        int blanks = 0;
        for (int i = at + 1; at >= 0 && i < source.length(); i++) {
            char c = source.charAt(i);
            if (c != ' ' && c != '\n' && c != '\r') {
                break;
            }
            blanks = c == ' ' ? blanks + 1 : 0;
        }
        int led = 0;
        String text = block.getValue();
        while (led < text.length() && text.charAt(led) == '\n') {
            led++;
        }
        int first = led;
        while (led < text.length() && text.charAt(led) == ' ') {
            led++;
        }
        return blanks - (led - first) + 1;
    }

    /** The text stands in one piece when it is as long as what lies between the marks. */
    private static int lead(ScalarEvent event, int quote) {
        Mark start = event.getStartMark();
        Mark end = event.getEndMark();
        String text = event.getValue();
        int shown = end.getColumn() - start.getColumn() - 2 * quote;
        boolean whole = start.getLine() == end.getLine() && shown == text.codePointCount(0, text.length());
        return whole ? quote : -1;
    }

    private void refuseTag(String tag, Event event) {
        if (tag != null && !tag.equals("!") && !tag.startsWith("tag:yaml.org,2002:")) {
            problems.error(place(event), "tags such as " + tag + " mean nothing here");
        }
    }

    /** A value that was not written at all; {@code ""} is text. */
    private static boolean isEmpty(Event event) {
        return event instanceof ScalarEvent scalar
                && scalar.getScalarStyle() == ScalarStyle.PLAIN
                && scalar.getValue().isEmpty();
    }

    private void skip(Event start) {
        int open = start instanceof CollectionStartEvent ? 1 : 0;
        while (open > 0) {
            Event event = parser.getEvent();
            if (event instanceof CollectionStartEvent) {
                open++;
            } else if (event instanceof CollectionEndEvent) {
                open--;
            }
        }
    }

    private Place place(Event event) {
        Mark mark = event.getStartMark();
        return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
    }
}
