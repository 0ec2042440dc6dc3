package io.xenscribe.schedule;

import java.util.Optional;

/**
 * Runs a scenario in every order of its threads' steps that has at most so many preemptions; most mistakes show with two.
 *
 * <p>The property {@code xenscribe.preemptions} adds some: {@code testbed/interleavings} asks for more than a build does.
 */
public final class Interleavings {

    private static final int MORE = Integer.getInteger("xenscribe.preemptions", 0);

    private Interleavings() {}

    /**
     * Runs them all.
     *
     * @param preemptions how often a thread that could go on has to wait for another
     * @return how many orders there were
     * @throws AssertionError with the order, when a thread is left waiting or fails, or the check does
     */
    public static int of(Class<? extends Scenario> type, int preemptions) throws ReflectiveOperationException {
        Class<?> stepped = new StepLoader().loadClass(type.getName());
        Choices choices = new Choices(preemptions + MORE);
        int count = 0;
        do {
            Scenario scenario = (Scenario) stepped.getConstructor().newInstance();
            Run run = new Run(choices);
            Optional<String> wrong = run.of(scenario);
            count++;
            if (wrong.isPresent()) {
                throw new AssertionError("in the order " + run.story() + ", the " + count + "th: " + wrong.get());
            }
        } while (choices.advance());
        return count;
    }
}
