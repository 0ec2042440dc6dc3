package io.xenscribe.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Which Xenstore to talk to, as {@code store:} and {@code --store} say it. */
public sealed interface StoreChoice {

    /** The forms that {@link #parse} takes, for messages. */
    String FORMS = "auto, xenbus[:PATH], socket[:PATH] or memory";

    /** Whatever this guest has. */
    record Auto() implements StoreChoice {}

    /** The kernel's device; without a path the usual ones are tried. */
    record Xenbus(Optional<Path> path) implements StoreChoice {}

    /** The socket of a xenstored; without a path the usual one. */
    record Socket(Optional<Path> path) implements StoreChoice {}

    /** A store within the agent, that nobody else sees. */
    record Memory() implements StoreChoice {}

    /** Nothing when the text is none of the {@link #FORMS}. */
    static Optional<StoreChoice> parse(String text) {
        int colon = text.indexOf(':');
        String kind = colon < 0 ? text : text.substring(0, colon);
        if (colon == text.length() - 1) {
            return Optional.empty();
        }
        try {
            Optional<Path> path = colon < 0 ? Optional.empty() : Optional.of(Path.of(text.substring(colon + 1)));
            return switch (kind) {
                case "auto" -> colon < 0 ? Optional.of(new Auto()) : Optional.empty();
                case "xenbus" -> Optional.of(new Xenbus(path));
                case "socket" -> Optional.of(new Socket(path));
                case "memory" -> colon < 0 ? Optional.of(new Memory()) : Optional.empty();
                default -> Optional.empty();
            };
        } catch (InvalidPathException wrong) {
            return Optional.empty();
        }
    }
}
