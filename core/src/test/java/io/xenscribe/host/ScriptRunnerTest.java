package io.xenscribe.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.api.RuleScript;
import io.xenscribe.api.RuleScriptException;
import io.xenscribe.config.Node;
import io.xenscribe.config.Place;
import io.xenscribe.mapping.ScriptCode;
import io.xenscribe.mapping.ScriptResult;
import io.xenscribe.mapping.Scripts;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With a language whose code is a word that says what the script does. */
@Timeout(60)
class ScriptRunnerTest {

    private final Words words = new Words();
    private final Semaphore woken = new Semaphore(0);
    private ScriptRunner runner = runner(ScriptRunner.Start.AT_FIRST_USE);

    /** Runs words. */
    private static final class Words implements RuleScript {

        private final AtomicInteger calls = new AtomicInteger();
        private final CountDownLatch cancelled = new CountDownLatch(1);
        private final Semaphore stop = new Semaphore(0);
        private final Semaphore reading = new Semaphore(0);
        private volatile @Nullable String thread;

        @Override
        public String language() {
            return "js";
        }

        @Override
        public Compiled compile(String code, List<String> names) throws RuleScriptException {
            thread = Thread.currentThread().getName();
            if (code.equals("slow")) {
                reading.acquireUninterruptibly();
            }
            if (code.equals("unreadable")) {
                throw new RuleScriptException("expected something else", 1, 3);
            }
            return new Compiled() {
                @Override
                public @Nullable Object call(List<@Nullable Object> values) throws RuleScriptException {
                    return Words.this.call(code, values);
                }
            };
        }

        private @Nullable Object call(String code, List<@Nullable Object> values) throws RuleScriptException {
            calls.incrementAndGet();
            switch (code) {
                case "loops" -> {
                    try {
                        cancelled.await();
                    } catch (InterruptedException ended) {
                        Thread.currentThread().interrupt();
                    }
                    throw new RuleScriptException("cancelled", 0, 0, true);
                }
                case "clings" -> stop.acquireUninterruptibly();
                case "dawdles" -> dawdle();
                case "throws" -> throw new RuleScriptException("TypeError: no", 2, 5);
                case "exhausts" -> throw new RuleScriptException("took too many steps", 0, 0, true);
                case "fills" -> throw new OutOfMemoryError("Java heap space");
                case "breaks" -> throw new IllegalStateException("odd");
                default -> {}
            }
            return values.toString();
        }

        private static void dawdle() {
            try {
                Thread.sleep(1500);
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void cancel() {
            cancelled.countDown();
        }

        @Override
        public void close() {}
    }

    private ScriptRunner runner(ScriptRunner.Start start) {
        LoadedPlugin plugin = new LoadedPlugin(
                "words", "1", "test", Path.of("words.jar"), List.of(), List.of(words), Optional.empty());
        ScriptRunner made = new ScriptRunner(List.of(plugin), start);
        made.whenReady(woken::release);
        return made;
    }

    @AfterEach
    void close() {
        words.stop.release();
        words.reading.release();
        runner.close();
    }

    private Scripts.Script script(String code) {
        Node.Scalar source = new Node.Scalar(new Place("m.yaml", 7, 9), code, -1, 3);
        return runner.script("js", new ScriptCode(source, List.of("os"))).orElseThrow();
    }

    private Scripts.Script ready(String code) throws InterruptedException {
        Scripts.Script script = script(code);
        assertThat(script.run("data/x", List.of())).isEqualTo(new ScriptResult.Waiting());
        assertThat(woken.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        return script;
    }

    private static String message(ScriptResult result) {
        return result instanceof ScriptResult.Failed failed
                ? failed.place() + " " + failed.message()
                : result.toString();
    }

    @Test
    void nobodyRunsAnUnknownLanguage() {
        ScriptCode code = new ScriptCode(Node.Scalar.ofFile("x.py", "1"), List.of());
        assertThat(runner.script("python", code)).isEmpty();
    }

    @Test
    void theEngineStartsAtTheFirstCallAndWakesWhoeverWaits() throws InterruptedException {
        Scripts.Script script = script("fine");
        assertThat(script.mistake()).isEmpty();
        assertThat(words.thread).isNull();
        assertThat(script.run("data/x", List.of())).isEqualTo(new ScriptResult.Waiting());
        assertThat(woken.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        assertThat(words.thread).isEqualTo("scripts");
        assertThat(script.run("data/x", List.of("Debian"))).isEqualTo(new ScriptResult.Made("[Debian]"));
    }

    @Test
    void aCallWaitsForScriptsThatAreStillReadAndIsNotTakenForEndless() throws InterruptedException {
        Scripts.Script fine = ready("fine");
        Scripts.Script slow = script("slow");
        assertThat(slow.run("data/y", List.of())).isEqualTo(new ScriptResult.Waiting());
        assertThat(fine.run("data/x", List.of())).isEqualTo(new ScriptResult.Waiting());
        words.reading.release();
        assertThat(woken.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        assertThat(fine.run("data/x", List.of())).isEqualTo(new ScriptResult.Made("[]"));
        assertThat(slow.run("data/y", List.of())).isEqualTo(new ScriptResult.Made("[]"));
    }

    @Test
    void mistakesAreKnownBeforeWhereScriptsAreReadWithTheMapping() {
        runner = runner(ScriptRunner.Start.WITH_THE_MAPPING);
        assertThat(script("unreadable").mistake().map(ScriptRunnerTest::message))
                .contains("m.yaml:8:5 expected something else");
        Scripts.Script fine = script("fine");
        assertThat(fine.mistake()).isEmpty();
        assertThat(fine.run("data/x", List.of())).isEqualTo(new ScriptResult.Made("[]"));
    }

    @Test
    void aScriptThatCannotBeReadIsNotTriedAgain() throws InterruptedException {
        Scripts.Script script = ready("unreadable");
        assertThat(message(script.run("data/x", List.of()))).isEqualTo("m.yaml:8:5 expected something else");
        assertThat(script.run("data/x", List.of())).isEqualTo(script.run("data/y", List.of()));
    }

    @Test
    void whereAScriptThrowsItRestsAndIsTriedAgain() throws InterruptedException {
        Scripts.Script script = ready("throws");
        assertThat(message(script.run("data/x", List.of()))).isEqualTo("m.yaml:9:7 TypeError: no");
        assertThat(message(script.run("data/x", List.of()))).isEqualTo("m.yaml:9:7 TypeError: no");
        assertThat(words.calls).hasValue(1);
        script.run("data/y", List.of());
        assertThat(words.calls).hasValue(2);
        assertThat(woken.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        script.run("data/x", List.of());
        assertThat(words.calls).hasValue(3);
    }

    @Test
    void aScriptThatTakesTooMuchRestsAsAWhole() throws InterruptedException {
        Scripts.Script script = ready("exhausts");
        assertThat(message(script.run("data/x", List.of()))).isEqualTo("m.yaml:8:3 took too many steps");
        assertThat(message(script.run("data/y", List.of()))).isEqualTo("m.yaml:8:3 took too many steps");
        assertThat(words.calls).hasValue(1);
        assertThat(woken.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        script.run("data/y", List.of());
        assertThat(words.calls).hasValue(2);
    }

    @Test
    void aScriptThatNeverEndsIsEnded() throws InterruptedException {
        Scripts.Script endless = ready("loops");
        assertThat(message(endless.run("data/x", List.of()))).isEqualTo("m.yaml:8:3 the script did not end within 2 s");
        Scripts.Script other = ready("fine");
        assertThat(other.run("data/y", List.of())).isEqualTo(new ScriptResult.Made("[]"));
    }

    @Test
    void aScriptThatCannotBeEndedIsTheOneThatIsBlamed() throws InterruptedException {
        Scripts.Script other = ready("fine");
        Scripts.Script clinging = ready("clings");
        assertThat(message(clinging.run("data/x", List.of())))
                .isEqualTo("m.yaml:8:3 the script did not end within 2 s");
        assertThat(message(other.run("data/y", List.of())))
                .isEqualTo("m.yaml:8:3 the script has to wait: a script is running that cannot be ended");
    }

    @Test
    void aScriptThatIsSlowForManyElementsHasALimitForAllOfThem() throws InterruptedException {
        Scripts.Script slow = ready("dawdles");
        slow.begin();
        for (int i = 0; i < 4; i++) {
            assertThat(slow.run("data/" + i, List.of())).isEqualTo(new ScriptResult.Made("[]"));
        }
        assertThat(message(slow.run("data/4", List.of())))
                .isEqualTo("m.yaml:8:3 the script takes more than 5 s for all its keys");
        assertThat(words.calls).hasValue(4);
    }

    @Test
    void whateverElseBreaksCostsOnlyTheScript() throws InterruptedException {
        assertThat(message(ready("fills").run("data/x", List.of())))
                .isEqualTo("m.yaml:8:3 the script took more memory than there is");
        assertThat(message(ready("breaks").run("data/x", List.of())))
                .isEqualTo("m.yaml:8:3 the script cannot be run: IllegalStateException: odd");
        assertThat(ready("fine").run("data/y", List.of())).isEqualTo(new ScriptResult.Made("[]"));
    }

    @Test
    void theScriptThatRanAtTwoEndsIsOff(@TempDir Path folder) throws InterruptedException {
        Path file = folder.resolve("scripts.json");
        for (int end = 0; end < 2; end++) {
            runner.heed(ScriptRecord.read(file));
            Scripts.Script clings = ready("clings");
            Thread asker = new Thread(() -> clings.run("data/x", List.of()));
            asker.start();
            while (words.calls.get() == end) {
                Thread.onSpinWait();
            }
            runner.noteEnd();
            words.stop.release();
            asker.join();
            runner.close();
            runner = runner(ScriptRunner.Start.AT_FIRST_USE);
        }
        runner.heed(ScriptRecord.read(file));

        assertThat(message(script("clings").run("data/x", List.of())))
                .isEqualTo(
                        "m.yaml:8:3 the script was running at two ends of the agent for want of memory: it is off until"
                                + " it is changed");
        assertThat(runner.switchedOff()).containsExactly("m.yaml:8:3");
        assertThat(words.calls).hasValue(2);
        runner.noteEnd();
        assertThat(message(ready("fine").run("data/x", List.of()))).isEqualTo("Made[value=[]]");
    }
}
