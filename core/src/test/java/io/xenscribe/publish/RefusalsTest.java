package io.xenscribe.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.mapping.Change;
import io.xenscribe.mapping.CommitKey;
import io.xenscribe.mapping.Importance;
import io.xenscribe.mapping.Key;
import io.xenscribe.xenstore.StoreError;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalsTest {

    private static final long START = 1_000_000_000_000L;

    private final Refusals refusals = new Refusals();

    private static Change write(String path, String value) {
        return new Change.Write(key(path, value, false));
    }

    private static Key key(String path, String value, boolean optional) {
        return new Key(path, value, optional, false, Importance.NORMAL, path, "m.yaml:7");
    }

    private static long seconds(long count) {
        return START + Duration.ofSeconds(count).toNanos();
    }

    @Test
    void thePausesGrowToTenMinutes() {
        Change change = write("data/a", "1");
        long now = START;
        for (long pause : List.of(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600)) {
            refusals.refused(change, StoreError.EQUOTA, now);
            long over = now + Duration.ofSeconds(pause).toNanos();
            assertThat(refusals.nanosUntilDue(now)).isEqualTo(over - now);
            assertThat(refusals.due(List.of(change), over - (over - now) / 10)).isEmpty();
            assertThat(refusals.due(List.of(change), over)).containsExactly(change);
            assertThat(refusals.nanosUntilDue(over + 5)).isZero();
            now = over;
        }
    }

    @Test
    void whatWasRefusedOneAfterTheOtherIsTriedTogether() {
        Change first = write("data/a", "1");
        Change last = write("data/b", "1");
        refusals.refused(first, StoreError.ENOSPC, START);
        refusals.refused(last, StoreError.ENOSPC, START + Duration.ofMillis(50).toNanos());

        long over = START + refusals.nanosUntilDue(START);

        assertThat(refusals.due(List.of(first, last), over)).containsExactly(first, last);
    }

    @Test
    void anotherErrorStartsWithTheFirstPause() {
        Change change = write("data/a", "1");
        refusals.refused(change, StoreError.EQUOTA, START);
        refusals.refused(change, StoreError.EQUOTA, seconds(1));
        refusals.refused(change, StoreError.EINVAL, seconds(3));
        assertThat(refusals.nanosUntilDue(seconds(3)))
                .isEqualTo(Duration.ofSeconds(1).toNanos());
    }

    @Test
    void anotherValueAndARemovalAreTriedAtOnce() {
        refusals.refused(write("data/a", "1"), StoreError.E2BIG, START);
        List<Change> changed = List.of(write("data/a", "2"));
        List<Change> gone = List.of(new Change.Remove("data/a", "data/a"));
        assertThat(refusals.due(changed, START)).isEqualTo(changed);
        assertThat(refusals.due(gone, START)).isEqualTo(gone);
    }

    @Test
    void anOptionalKeyThatMayNotBeWrittenIsNeverDue() {
        Change.Write change = new Change.Write(key("control/a", "1", true));
        refusals.refused(change, StoreError.EACCES, START);
        assertThat(refusals.nanosUntilDue(START)).isEqualTo(Long.MAX_VALUE);
        assertThat(refusals.due(List.of(change), seconds(100_000))).isEmpty();
        refusals.forget();
        assertThat(refusals.due(List.of(change), START)).hasSize(1);
    }

    @Test
    void anOptionalKeyWithAnotherErrorIsLikeAnyOther() {
        refusals.refused(new Change.Write(key("control/a", "1", true)), StoreError.EQUOTA, START);
        assertThat(refusals.nanosUntilDue(START))
                .isEqualTo(Duration.ofSeconds(1).toNanos());
    }

    @Test
    void roomThatWasMadeIsForWhatHadNone() {
        Change full = write("data/a", "1");
        Change forbidden = write("data/b", "1");
        refusals.refused(full, StoreError.EQUOTA, START);
        refusals.refused(forbidden, StoreError.EACCES, START);
        refusals.roomWasMade(START);
        assertThat(refusals.nanosUntilDue(START)).isZero();
        assertThat(refusals.due(List.of(full, forbidden), START)).containsExactly(full);
    }

    @Test
    void whatIsAcceptedOrNoLongerWantedIsForgotten() {
        Change a = write("data/a", "1");
        Change b = write("data/b", "1");
        Change c = write("data/c", "1");
        Change d = write("data/d", "1");
        for (Change change : List.of(a, b, c, d)) {
            refusals.refused(change, StoreError.EQUOTA, START);
        }
        refusals.accepted(a);
        refusals.retain(List.of(b), List.of(new CommitKey(key("data/d", "2", false), List.of())));
        assertThat(refusals.contains("data/a")).isFalse();
        assertThat(refusals.contains("data/b")).isTrue();
        assertThat(refusals.contains("data/c")).isFalse();
        assertThat(refusals.contains("data/d")).isTrue();
    }

    @Test
    void keysOfOneRuleAreTakenTogether() {
        refusals.refused(write("data/b", "1"), StoreError.EQUOTA, START);
        refusals.refused(write("data/a", "1"), StoreError.EQUOTA, START);
        refusals.refused(write("data/c", "1"), StoreError.E2BIG, START);
        assertThat(refusals.byRule())
                .containsExactlyInAnyOrder(
                        new PassReport.RefusedKeys("m.yaml:7", "EQUOTA", "data/a", 2),
                        new PassReport.RefusedKeys("m.yaml:7", "E2BIG", "data/c", 1));
    }
}
