package io.xenscribe.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A node of a YAML document, or of a JSON one, and its place. Immutable. */
public sealed interface Node {

    Place place();

    /** What a person would call it, for messages. */
    String kind();

    /**
     * Text exactly as written: {@code 1.10} stays {@code 1.10} and {@code no} stays {@code no}.
     *
     * @param lead characters between {@code place} and the text, such as an opening quote; negative when the text does
     *     not stand in one piece in the file
     * @param block the column at which the lines of the text begin, the first of them in the line after {@code place};
     *     0 when it is no such block
     */
    record Scalar(Place place, String text, int lead, int block) implements Node {

        public Scalar(Place place, String text, int lead) {
            this(place, text, lead, 0);
        }

        /** The whole text of a file. */
        public static Scalar ofFile(String file, String text) {
            return new Scalar(new Place(file, 0, 1), text, -1, 1);
        }

        /** The place of one character of the text; of the whole where the file does not show it in one piece. */
        public Place at(int offset) {
            if (lead >= 0) {
                return new Place(place.file(), place.line(), place.column() + lead + offset);
            }
            int line = 1;
            int start = 0;
            for (int i = 0; block > 0 && i < Math.min(offset, text.length()); i++) {
                if (text.charAt(i) == '\n') {
                    line++;
                    start = i + 1;
                }
            }
            return at(line, offset - start + 1);
        }

        /** The same by line and column within the text, both from 1. */
        public Place at(int line, int column) {
            if (lead >= 0 && line == 1) {
                return at(column - 1);
            }
            return block > 0 ? new Place(place.file(), place.line() + line, block + column - 1) : place;
        }

        @Override
        public String kind() {
            return "text";
        }
    }

    /** A plain {@code ~}. */
    record Nothing(Place place) implements Node {

        @Override
        public String kind() {
            return "~";
        }
    }

    /** A list. */
    record Items(Place place, List<Node> items) implements Node {

        public Items {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /** A map from names to nodes, in the order of the file. */
    record Fields(Place place, Map<String, Field> fields) implements Node {

        public Fields {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        public static Fields empty(Place place) {
            return new Fields(place, Map.of());
        }

        public Optional<Field> field(String name) {
            return Optional.ofNullable(fields.get(name));
        }

        @Override
        public String kind() {
            return "a map";
        }
    }

    /** One entry of a map. */
    record Field(Scalar name, Node value) {

        public Place place() {
            return name.place();
        }
    }
}
