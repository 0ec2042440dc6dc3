package io.xenscribe.mapping;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The elements of a loop that are to be numbered. */
final class Selection {

    final Rule.Loop loop;
    private final List<@Nullable Object[]> bindings = new ArrayList<>();
    private int leading;

    Selection(Rule.Loop loop) {
        this.loop = loop;
    }

    /**
     * Keeps what the loop's variables stand for now.
     *
     * @param first whether before all that were kept without this
     */
    void add(Frame frame, boolean first) {
        List<Rule.Clause> clauses = loop.clauses();
        @Nullable Object[] binding = new @Nullable Object[clauses.size()];
        for (int i = 0; i < binding.length; i++) {
            binding[i] = frame.variable(clauses.get(i).variable());
        }
        bindings.add(first ? leading++ : bindings.size(), binding);
    }

    int size() {
        return bindings.size();
    }

    /** Lets the loop's variables stand for an element again. */
    void bind(int index, Frame frame) {
        @Nullable Object[] binding = bindings.get(index);
        for (int i = 0; i < binding.length; i++) {
            frame.bind(loop.clauses().get(i).variable(), binding[i]);
        }
    }

    /** The element of the last clause. */
    Object element(int index) {
        @Nullable Object[] binding = bindings.get(index);
        Object element = binding[binding.length - 1];
        return element == null ? "" : element;
    }
}
