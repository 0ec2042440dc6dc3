package io.xenscribe.xenstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reading and writing: values, paths, owners, limits. */
interface TreeContract extends ContractStores {

    @Test
    default void whatIsWrittenIsRead() throws IOException {
        try (Xenstore guest = guest();
                Xenstore dom0 = dom0()) {
            for (String value :
                    List.of("1", "", "two words", "line\nbreak", "größer", "€ \uD83D\uDE00", "\0", "a\0b\0")) {
                guest.write("data/t", value);
                assertThat(guest.read("data/t")).hasValue(value);
                assertThat(dom0.read(home() + "/data/t")).hasValue(value);
            }
        }
    }

    @Test
    default void parentsAreImplied() throws IOException {
        try (Xenstore guest = guest()) {
            guest.write("data/t/a/b", "1");
            assertThat(guest.read("data/t")).hasValue("");
            assertThat(guest.read("data/t/a")).hasValue("");
            assertThat(guest.list("data/t")).containsExactly("a");
            assertThat(guest.list("data/t/a/b")).isEmpty();
        }
    }

    @Test
    default void aTreeIsRemoved() throws IOException {
        try (Xenstore guest = guest()) {
            guest.write("data/t/a/b", "1");
            guest.write("data/t/a/c/d", "2");
            guest.write("data/t/e", "3");
            guest.remove("data/t/a");
            assertThat(guest.read("data/t/a/c/d")).isEmpty();
            assertThat(guest.list("data/t")).containsExactly("e");
        }
    }

    @Test
    default void whatIsNotThereIsAbsent() throws IOException {
        try (Xenstore guest = guest()) {
            assertThat(guest.read("data/t/none")).isEmpty();
            assertThat(guest.list("data/t/none")).isEmpty();
            guest.remove("data/t");
            guest.remove("data/t/none/deep");
            assertThat(guest.perform(List.of(
                            new Request.Read("data/t/none"),
                            new Request.Children("data/t/none"),
                            new Request.Remove("data/t/none"))))
                    .containsExactly(new Outcome.Absent(), new Outcome.Absent(), new Outcome.Done());
            assertThat(ContractStores.refusal(() -> guest.permissions("data/t/none")))
                    .isEqualTo(StoreError.ENOENT);
        }
    }

    @Test
    default void aGuestOwnsWhatItMakes() throws IOException {
        String domain = home().substring(home().lastIndexOf('/') + 1);
        try (Xenstore guest = guest()) {
            guest.write("data/t/x", "1");
            assertThat(guest.permissions("data/t/x")).containsExactly("n" + domain);
            assertThat(guest.permissions("cpu")).containsExactly("n0", "r" + domain);
        }
    }

    @Test
    default void whatIsNotTheGuestsIsRefused() throws IOException {
        try (Xenstore guest = guest()) {
            for (String path : List.of("control/feature-balloon", "no-such-place/x", "/local/domain/0/x", "/x")) {
                assertThatThrownBy(() -> guest.write(path, "1")).hasMessageContaining("WRITE " + path + ": EACCES");
                assertThat(ContractStores.refusal(() -> guest.write(path, "1"))).isEqualTo(StoreError.EACCES);
                assertThat(guest.perform(List.of(new Request.Write(path, "1"))).getFirst())
                        .isEqualTo(new Outcome.Refused(StoreError.EACCES, "WRITE " + path + ": EACCES, not permitted"));
            }
            assertThat(ContractStores.refusal(() -> guest.read("/local/domain/0/backend")))
                    .isEqualTo(StoreError.EACCES);
            assertThat(ContractStores.refusal(() -> guest.list("/local/domain")))
                    .isEqualTo(StoreError.EACCES);
            assertThat(ContractStores.refusal(() -> guest.remove("control"))).isEqualTo(StoreError.EACCES);
            guest.write("control/shutdown", "");
        }
    }

    @Test
    default void aLongValueIsRefusedAndNothingElseIsLost() throws IOException {
        String path = "data/t/x";
        int fits = 4080 - path.length() - 1;
        try (Xenstore guest = guest()) {
            assertThat(ContractStores.refusal(() -> guest.write(path, "v".repeat(fits))))
                    .isIn(StoreError.E2BIG, StoreError.ENOSPC);
            assertThatThrownBy(() -> guest.write(path, "v".repeat(fits + 1)))
                    .hasMessageContaining("WRITE data/t/x takes 4081 bytes")
                    .hasMessageContaining("4080");
            String most = "v".repeat(1900);
            guest.write(path, most);
            assertThat(guest.read(path)).hasValue(most);
        }
    }

    @Test
    default void aBadPathIsRefusedBeforeItIsSent() throws IOException {
        try (Xenstore guest = guest()) {
            for (String path : List.of(
                    "",
                    "data/t/",
                    "data//t",
                    "data/eth0.10",
                    "data/ü",
                    "data/a b",
                    "data/a\0b",
                    "@x",
                    "//",
                    "a".repeat(2049))) {
                assertThat(ContractStores.refusal(() -> guest.write(path, "1"))).isEqualTo(StoreError.EINVAL);
            }
            assertThat(ContractStores.refusal(() -> guest.watch("data/eth0.10", _ -> {})))
                    .isEqualTo(StoreError.EINVAL);
            assertThatThrownBy(() -> guest.write("data/eth0.10", "1"))
                    .hasMessageStartingWith("WRITE data/eth0.10: the path has '.', and only A-Z a-z 0-9");
            List<Outcome> outcomes =
                    guest.perform(List.of(new Request.Write("data/t/ö", "1"), new Request.Write("data/t/o", "1")));
            assertThat(outcomes.get(0)).isInstanceOf(Outcome.Refused.class);
            assertThat(outcomes.get(1)).isEqualTo(new Outcome.Done());
        }
    }

    @Test
    default void manyChildrenAreListedOrRefusedInPlainWords() throws IOException {
        List<String> names = new ArrayList<>();
        List<Request> writes = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            names.add("a-child-with-a-name-" + i);
            writes.add(new Request.Write(home() + "/cpu/many/a-child-with-a-name-" + i, "1"));
        }
        try (Xenstore guest = guest();
                Xenstore dom0 = dom0()) {
            assertThat(dom0.perform(writes)).containsOnly(new Outcome.Done());
            Outcome outcome =
                    guest.perform(List.of(new Request.Children("cpu/many"))).getFirst();
            if (listsInParts()) {
                assertThat(guest.list("cpu/many")).containsExactlyInAnyOrderElementsOf(names);
                assertThat(((Outcome.Names) outcome).names()).containsExactlyInAnyOrderElementsOf(names);
                assertThat(guest.<List<String>>transaction(tree -> tree.list("cpu/many")))
                        .containsExactlyInAnyOrderElementsOf(names);
            } else {
                assertThatThrownBy(() -> guest.list("cpu/many"))
                        .hasMessageContaining("more than 4096 bytes, and this daemon cannot send them in parts");
                assertThat(outcome).isInstanceOf(Outcome.Refused.class);
            }
            assertThat(guest.read("cpu/many/a-child-with-a-name-7")).hasValue("1");
        }
    }

    @Test
    default void manyRequestsAreDoneInOrder() throws IOException {
        List<Request> requests = new ArrayList<>();
        List<Outcome> expected = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            requests.add(new Request.Write("data/t/x", "v" + i));
            expected.add(new Outcome.Done());
            requests.add(new Request.Read("data/t/x"));
            expected.add(new Outcome.Value("v" + i));
        }
        try (Xenstore guest = guest()) {
            assertThat(guest.perform(requests)).isEqualTo(expected);
            assertThat(guest.perform(List.of())).isEmpty();
        }
    }

    @Test
    default void aQuotaIsARefusalLikeAnother() throws IOException {
        List<Request> writes = new ArrayList<>();
        for (int i = 0; i < 1100; i++) {
            writes.add(new Request.Write("data/t/" + i / 100 + "/" + i % 100, "1"));
        }
        try (Xenstore guest = guest()) {
            List<Outcome> outcomes = guest.perform(writes);
            assertThat(outcomes.getFirst()).isEqualTo(new Outcome.Done());
            assertThat(outcomes.getLast())
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            refused -> assertThat(refused.error()).isIn(StoreError.ENOSPC, StoreError.EQUOTA));
            guest.write("data/t/0/0", "rewriting goes on");
            guest.remove("data/t");
        }
    }
}
