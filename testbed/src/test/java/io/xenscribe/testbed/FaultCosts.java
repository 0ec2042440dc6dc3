package io.xenscribe.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a fault costs an agent: a start or a storm, and then hardly anything for as long as it goes on. */
final class FaultCosts {

    private static final Duration PROCESSOR = Duration.ofSeconds(2);
    private static final int PROCESSOR_PERCENT = 10;
    /** A fault is told once when it comes and once when it is over; some show themselves in more ways than one. */
    private static final int LINES = 10;

    private final long begin = System.nanoTime();
    private final int lines;
    private final Duration processor;

    /** @param agent null when it is not started yet */
    FaultCosts(@Nullable Agent agent) throws IOException {
        this.lines = agent == null ? 0 : lines(agent);
        this.processor = agent == null ? Duration.ZERO : Vitals.processor(agent.pid());
    }

    /** Nothing beyond the limits was spent, and the agent lives. */
    void check(Agent agent) throws IOException {
        Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);
        assertThat(agent.isAlive()).as("the agent lives").isTrue();
        assertThat(lines(agent) - lines).as("lines of the log").isLessThanOrEqualTo(LINES);
        assertThat(Vitals.processor(agent.pid()).minus(processor))
                .as("processor time in %s", elapsed)
                .isLessThan(
                        PROCESSOR.plus(elapsed.multipliedBy(PROCESSOR_PERCENT).dividedBy(100)));
    }

    private static int lines(Agent agent) {
        return (int) agent.output().lines().count();
    }
}
