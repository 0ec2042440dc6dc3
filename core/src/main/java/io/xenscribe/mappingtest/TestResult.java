package io.xenscribe.mappingtest;

import io.xenscribe.config.Place;
import java.util.List;

/**
 * How a test went.
 *
 * @param failures the steps in which something is not as expected; empty when the test passed
 */
public record TestResult(MappingTest test, List<Failure> failures) {

    public TestResult {
        failures = List.copyOf(failures);
    }

    /**
     * A step that is not as expected.
     *
     * @param step from 1
     * @param place of the step
     * @param differences those that the step before did not have already
     */
    public record Failure(int step, Place place, List<Difference> differences) {

        public Failure {
            differences = List.copyOf(differences);
        }
    }

    public boolean passed() {
        return failures.isEmpty();
    }
}
