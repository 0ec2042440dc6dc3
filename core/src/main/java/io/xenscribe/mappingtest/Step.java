package io.xenscribe.mappingtest;

import io.xenscribe.config.Node;
import io.xenscribe.config.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One moment of a test.
 *
 * @param facts all that are known by then, by collector
 * @param keys every key that there must be, by path; nothing when the step does not look at all of them
 * @param some the keys that the step looks at by themselves
 * @param commit the commit keys that must follow, in order; nothing when the step does not look at them
 * @param warnings each is part of a warning that there must be
 */
record Step(
        Place place,
        Map<String, Record> facts,
        Optional<Map<String, Expectation>> keys,
        List<Expectation> some,
        Optional<List<Expectation>> commit,
        List<Node.Scalar> warnings) {}
