package io.xenscribe.plugin.network;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The addresses of one family on one interface, in an order that follows from the kernel's state alone, so that a new
 * start finds the same: widest scope first, within a scope deprecated and then temporary ones last, then oldest first.
 * The oldest is the one that an administrator takes for the main address, and it stays first while it lives.
 */
final class AddressList {

    private final List<Change.AddressSeen> entries = new ArrayList<>();

    /**
     * Adds an address or replaces what is known of it.
     *
     * @param newestFirst for addresses that the kernel lists in the reverse order of their making; it decides between
     *     those made within the same 1/100 s
     * @return whether anything is different now
     */
    boolean put(Change.AddressSeen address, boolean newestFirst) {
        int known = indexOf(address.id());
        if (known >= 0) {
            if (entries.get(known).equals(address)) {
                return false;
            }
            if (compare(entries.get(known), address) == 0) {
                entries.set(known, address);
                return true;
            }
            entries.remove(known);
        }
        entries.add(place(address, newestFirst), address);
        return true;
    }

    /** Removes an address, and tells whether it was there. */
    boolean remove(Change.AddressId id) {
        int known = indexOf(id);
        if (known >= 0) {
            entries.remove(known);
        }
        return known >= 0;
    }

    /** Each address once: the same one may stand there with two prefix lengths or far ends, and the first is listed. */
    List<Address> addresses(AddressPolicy policy) {
        if (entries.isEmpty()) {
            return List.of();
        }
        List<Address> addresses = new ArrayList<>(entries.size());
        Set<InetAddress> listed = new HashSet<>();
        for (Change.AddressSeen entry : entries) {
            Address address = entry.address();
            if (policy.lists(address) && listed.add(address.address())) {
                addresses.add(address);
            }
        }
        return Collections.unmodifiableList(addresses);
    }

    private int indexOf(Change.AddressId id) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).id().equals(id)) {
                return i;
            }
        }
        return -1;
    }

    private int place(Change.AddressSeen address, boolean beforeEquals) {
        int from = 0;
        int to = entries.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            int order = compare(entries.get(middle), address);
            if (order < 0 || (order == 0 && !beforeEquals)) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    private static int compare(Change.AddressSeen one, Change.AddressSeen other) {
        int order = one.address().scope().compareTo(other.address().scope());
        if (order == 0) {
            order = Integer.compare(unfitness(one), unfitness(other));
        }
        if (order == 0) {
            order = Integer.compareUnsigned(one.created(), other.created());
        }
        return order == 0 ? Boolean.compare(is(one, AddressFlag.SECONDARY), is(other, AddressFlag.SECONDARY)) : order;
    }

    /** To be the main address: what will go soon, or changes by itself, is no name to call a machine by. */
    private static int unfitness(Change.AddressSeen entry) {
        return is(entry, AddressFlag.DEPRECATED) ? 2 : is(entry, AddressFlag.TEMPORARY) ? 1 : 0;
    }

    private static boolean is(Change.AddressSeen entry, AddressFlag flag) {
        return entry.address().flags().contains(flag);
    }
}
