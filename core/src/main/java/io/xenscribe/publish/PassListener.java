package io.xenscribe.publish;

/** Is told how publishing goes; called on the publisher's thread, so it must be quick. */
public interface PassListener {

    /** Everything wanted is written, apart from what the report names. */
    void passed(PassReport report);

    /** The store cannot be used; {@code reason} is for people. */
    void disconnected(String reason);
}
