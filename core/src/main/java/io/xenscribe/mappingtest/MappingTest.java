package io.xenscribe.mappingtest;

import io.xenscribe.config.Place;
import io.xenscribe.mapping.Mapping;
import java.util.List;

/** A test of a mapping. {@link TestReader} makes it. Immutable. */
public final class MappingTest {

    private final String name;
    private final Place place;
    private final List<Step> steps;

    MappingTest(String name, Place place, List<Step> steps) {
        this.name = name;
        this.place = place;
        this.steps = List.copyOf(steps);
    }

    public String name() {
        return name;
    }

    public Place place() {
        return place;
    }

    /** Takes the mapping through all steps, beginning with an empty store. Times of day are in UTC. */
    public TestResult run(Mapping mapping) {
        return new TestRun(mapping).of(this, steps);
    }
}
