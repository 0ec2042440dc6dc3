package io.xenscribe.explain;

import io.xenscribe.mapping.Account;
import io.xenscribe.mapping.Key;
import java.util.List;
import java.util.Optional;

/**
 * All that is known about one path.
 *
 * @param path relative to the guest's home
 * @param accounts of the rules that can give it
 * @param leftOut why it is left out for want of room, though a rule makes it
 * @param held what the store holds
 * @param removed the place of the {@code ~} that took a rule for it away
 * @param owner the owned path that it is below
 * @param below keys that are made below it
 * @param near the path of a key or rule that was perhaps meant
 * @param remarks what the running agent says of it, one sentence each
 */
public record Explanation(
        String path,
        List<Account> accounts,
        Optional<String> leftOut,
        Held held,
        Optional<String> removed,
        Optional<String> owner,
        List<Key> below,
        Optional<String> near,
        List<String> remarks) {

    public Explanation {
        accounts = List.copyOf(accounts);
        below = List.copyOf(below);
        remarks = List.copyOf(remarks);
    }

    /**
     * What the key's value is, or would be when it is written next; nothing when no rule makes it, or there is no room for
     * it.
     */
    public Optional<String> value() {
        if (leftOut.isPresent()) {
            return Optional.empty();
        }
        for (Account account : accounts) {
            if (account.value().isPresent()) {
                return account.value();
            }
        }
        return Optional.empty();
    }

    /** Why there is no key; empty when there is one. */
    public String reason() {
        if (value().isPresent()) {
            return "";
        } else if (leftOut.isPresent()) {
            return leftOut.get();
        } else if (!accounts.isEmpty()) {
            return accounts.getFirst().reason();
        } else if (removed.isPresent()) {
            return "its rule is removed by ~ at " + removed.get();
        }
        return below.isEmpty() ? "no rule makes it" : "no rule makes it, only keys below it";
    }
}
