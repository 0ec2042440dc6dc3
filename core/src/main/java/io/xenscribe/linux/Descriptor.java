package io.xenscribe.linux;

import io.xenscribe.api.Source;

/** A source that a {@link Poll} can wait for. Belongs to the thread that waits, which also closes it. */
public interface Descriptor extends Source {

    /** The descriptor; negative once nothing can come any more, which poll(2) leaves out. */
    int fd();

    /** What to wait for: {@link Poll#READABLE} or {@link Poll#CHANGED}. */
    int events();

    /**
     * Takes in that it was ready, so that it is ready again only after the next change. To be called before the caller
     * looks at what changed: a change in between then counts again.
     */
    void taken();

    boolean isOpen();
}
