package io.xenscribe.schedule;

import java.util.List;

/**
 * Some threads that share objects of the classes under test, made anew for each order of their steps. Its class has a
 * public constructor without parameters.
 */
public interface Scenario {

    /** What the threads do. All must come to an end, whatever the order of their steps is. */
    List<Body> threads();

    /**
     * Looks at what they have left behind.
     *
     * @throws AssertionError when it is not right
     */
    void check() throws Exception;

    /** One thread. */
    @FunctionalInterface
    interface Body {
        void run() throws Exception;
    }
}
