package io.xenscribe.api;

/**
 * What statfs(2) says of a mounted file system.
 *
 * @param size all of it
 * @param free not in use
 * @param available not in use and open to unprivileged users
 * @param inodes in all; 0 where the file system does not count them
 * @param inodesFree not in use
 */
public record FileSystemUsage(Bytes size, Bytes free, Bytes available, long inodes, long inodesFree) {}
