package io.xenscribe.api;

/** Something to wait for in {@link Context#await}. Stays ready until what it announced has been taken in. */
public interface Source extends AutoCloseable {

    @Override
    void close();
}
