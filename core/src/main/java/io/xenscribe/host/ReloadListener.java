package io.xenscribe.host;

/** Is told of reloads, on a thread of their own. */
interface ReloadListener {

    /** One begins. */
    void reloading();

    /** It is over. */
    void reloaded(ReloadReport report);
}
