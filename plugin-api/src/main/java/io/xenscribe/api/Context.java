package io.xenscribe.api;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * What the host lends a collector. Belongs to the thread that runs {@link Collector#collect}; the host closes every
 * {@link Source} that the collector leaves open.
 *
 * @param <F> the collector's facts
 */
public interface Context<F extends Record> {

    /**
     * Replaces the snapshot that mappings see; equal facts are not a change. Cheap, and blocks only whoever publishes more
     * than 50 times a second for long: for as long as that is too often, after the facts are taken.
     *
     * @throws IllegalArgumentException when the facts cannot be used: a list with null in it, say, or of more than 10 000
     *     elements. The former ones stay
     */
    void publish(F facts);

    /** This collector's options, checked and with defaults filled in; {@code type} is {@link Collector#options()}. */
    <O extends Record> O options(Class<O> type);

    /** The file system to look at: the running system's, or that of an image or a fixture. */
    Root root();

    /** The guest's Xenstore, to read. */
    XenstoreReader xenstore();

    /**
     * The usage of the file system that holds {@code path}, as statfs(2) tells. Blocks for as long as that file system
     * takes, which may be for ever; so this one method may be called from any thread.
     *
     * @throws IOException with the path and the system's message
     */
    FileSystemUsage statfs(Path path) throws IOException;

    /**
     * A routing netlink socket (rtnetlink(7)) that has joined {@code groups}, a mask of {@code RTMGRP_} bits.
     *
     * @throws KernelAbsentException when {@link #root()} is not the running system's
     * @throws IOException when the kernel refuses the socket
     */
    Netlink netlink(int groups) throws IOException;

    /**
     * Ready when the kernel signals a change of a file in /proc or /sys by POLLPRI.
     *
     * @throws KernelAbsentException when {@link #root()} is not the running system's
     * @throws IOException when the file cannot be opened
     */
    Source file(Path path) throws IOException;

    /**
     * Ready when an entry of the directory is created, replaced, changed or removed (inotify(7)).
     *
     * @throws IOException when the directory cannot be watched
     */
    Source directory(Path path) throws IOException;

    /**
     * Ready when Xenstore says that the node or one below it changed; once for the registration itself, and again after
     * each resume and reconnect.
     *
     * @throws IOException when the store refuses the watch
     */
    Source watch(String path) throws IOException;

    /**
     * The only wait: until one of {@code sources} is ready or {@code limit} is over. A collector that neither waits nor
     * publishes for 60 seconds is taken for stuck and interrupted.
     *
     * @param limit a non-positive duration only asks; {@link #FOREVER} never ends
     * @return the sources that are ready; empty when the time is over
     * @throws InterruptedException when the host asks the collector to end
     */
    Set<Source> await(Duration limit, Source... sources) throws InterruptedException;

    /** A limit that does not end. */
    Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);
}
