package io.xenscribe.explain;

import io.xenscribe.config.Place;
import io.xenscribe.config.Suggestion;
import io.xenscribe.mapping.Account;
import io.xenscribe.mapping.Background;
import io.xenscribe.mapping.Change;
import io.xenscribe.mapping.ChosenMapping;
import io.xenscribe.mapping.Key;
import io.xenscribe.mapping.RuleText;
import io.xenscribe.publish.Preview;
import io.xenscribe.xenstore.StoreTree;
import io.xenscribe.xenstore.XenstoreException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Brings together what is known about a path: the rules, the facts, the store and the running agent. */
public final class Explainer {

    private final Preview preview;
    private final Background background;
    private final AgentStatus status;
    private final ChosenMapping mapping;

    /** @param mapping that {@code preview} was made by */
    public Explainer(Preview preview, Background background, AgentStatus status, ChosenMapping mapping) {
        this.mapping = mapping;
        this.preview = preview;
        this.background = background;
        this.status = status;
    }

    /** Explains a path with a look at the store. */
    public Explanation explain(String path, StoreTree store) {
        try {
            Preview known = preview.recovered(store);
            List<Account> accounts = known.accounts(path, background);
            return explanation(known, path, accounts, held(known, path, accounts, store));
        } catch (XenstoreException failure) {
            return explain(path, String.valueOf(failure.getMessage()));
        }
    }

    /**
     * The same without the store.
     *
     * @param reason why it cannot be looked at
     */
    public Explanation explain(String path, String reason) {
        List<Account> accounts = preview.accounts(path, background);
        return explanation(preview, path, accounts, new Held(Held.State.UNKNOWN, Optional.empty(), reason));
    }

    /**
     * The path that a person means: relative to the guest's home, whatever it was written like.
     *
     * @param text perhaps absolute, perhaps with a slash too many at its ends
     */
    public static String path(String text) {
        String path = text;
        while (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        if (path.startsWith("/local/domain/")) {
            int slash = path.indexOf('/', "/local/domain/".length());
            return slash < 0 ? "" : path.substring(slash + 1);
        }
        while (path.startsWith("/")) {
            path = path.substring(1);
        }
        return path;
    }

    private Explanation explanation(Preview known, String path, List<Account> accounts, Held held) {
        List<Account> sorted = new ArrayList<>(accounts);
        sorted.sort((a, b) -> Boolean.compare(b.value().isPresent(), a.value().isPresent()));
        List<Key> below = new ArrayList<>();
        Set<String> paths = new HashSet<>();
        for (Key key : known.keys()) {
            if (key.path().startsWith(path + "/") && paths.add(key.path())) {
                below.add(key);
            }
        }
        boolean isStrange = accounts.isEmpty() && below.isEmpty();
        return new Explanation(
                path,
                sorted,
                known.leftOut(path),
                held,
                removed(path),
                owner(known, path),
                below,
                isStrange ? near(known, path) : Optional.empty(),
                remarks(path, accounts));
    }

    private List<String> remarks(String path, List<Account> accounts) {
        List<String> remarks = new ArrayList<>();
        if (mapping.reason().isPresent()) {
            remarks.add("the mapping is " + mapping);
        }
        remarks.addAll(status.remarks(path, accounts));
        return remarks;
    }

    private Optional<String> removed(String path) {
        for (Map.Entry<String, Place> removed : background.text().removed().entrySet()) {
            if (RuleText.canGive(removed.getKey(), path)) {
                return Optional.of(removed.getValue().fileAndLine());
            }
        }
        return Optional.empty();
    }

    private static Optional<String> owner(Preview known, String path) {
        for (String owned : known.tree().owned()) {
            if (path.startsWith(owned + "/")) {
                return Optional.of(owned);
            }
        }
        return Optional.empty();
    }

    private Optional<String> near(Preview known, String path) {
        Set<String> paths = new TreeSet<>();
        known.keys().forEach(key -> paths.add(key.path()));
        background.text().keys().forEach(rule -> paths.add(rule.path()));
        background.text().commit().forEach(rule -> paths.add(rule.path()));
        return Suggestion.of(path, paths);
    }

    private static Held held(Preview known, String path, List<Account> accounts, StoreTree store)
            throws XenstoreException {
        Optional<String> held = path.isEmpty() ? Optional.empty() : store.read(path);
        Optional<Key> wanted = known.tree().key(path);
        for (Account account : accounts) {
            if (account.value().isPresent() && known.leftOut(path).isEmpty()) {
                Held.State differs = wanted.isEmpty() ? Held.State.EARLIER : Held.State.DIFFERS;
                Held.State there = held.equals(account.value()) ? Held.State.SAME : differs;
                return new Held(held.isEmpty() ? Held.State.MISSING : there, held, "");
            }
        }
        return held.isEmpty() ? new Held(Held.State.NOTHING, held, "") : new Held(fate(known, path, store), held, "");
    }

    /** What becomes of a node that is not wanted. */
    private static Held.State fate(Preview known, String path, StoreTree store) throws XenstoreException {
        for (Change change : known.changes(store)) {
            boolean goes = change instanceof Change.Remove(String top, String _)
                    && (path.equals(top) || path.startsWith(top + "/"));
            if (goes) {
                return known.published().contains(path) ? Held.State.LEFT_OVER : Held.State.INTRUDER;
            }
        }
        return Held.State.FOREIGN;
    }
}
