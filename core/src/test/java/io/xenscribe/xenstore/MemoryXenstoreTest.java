package io.xenscribe.xenstore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryXenstoreTest implements XenstoreContract {

    private final MemoryStore store = new MemoryStore(Toolstack.XL, 7);

    @Override
    public Xenstore guest() {
        return store.guest();
    }

    @Override
    public Xenstore dom0() {
        return store.dom0();
    }

    @Override
    public String home() {
        return "/local/domain/7";
    }

    @Override
    public boolean listsInParts() {
        return true;
    }

    @Test
    void underXapiTheGuestMayWriteMore() throws Exception {
        try (Xenstore guest = new MemoryStore(Toolstack.XAPI, 3).guest()) {
            guest.write("control/feature-balloon", "1");
            guest.write("xenserver/attr/net-sriov-vf/0/ip", "10.0.0.2");
            assertThat(guest.read("domid")).hasValue("3");
        }
    }

    @Test
    void aResumeEmptiesTheHomeAndFiresEachWatchOnce() throws Exception {
        try (Xenstore guest = guest();
                Xenstore dom0 = dom0()) {
            guest.write("data/t/x", "1");
            Told mine = new Told(guest);
            Told theirs = new Told(dom0);
            Xenstore.Watch _ = guest.watch("attr", mine);
            Xenstore.Watch _ = dom0.watch("/vm", theirs);
            mine.untilExactly("attr");
            theirs.untilExactly("/vm");
            mine.forget();
            store.resume();
            mine.untilExactly("attr");
            assertThat(guest.list("data")).isEmpty();
            guest.write("data/t/x", "2");
            assertThat(theirs.paths()).containsExactly("/vm");
        }
    }
}
