package io.xenscribe.plugin.disks;

/**
 * A line of mountinfo, see proc_pid_mountinfo(5).
 *
 * @param number of the device, {@code 202:1}; file systems without one have numbers {@code 0:n}
 * @param isWhole false for a part of the file system that is seen at a second place (a bind mount); a subvolume is whole
 * @param point where it is, below the root of the name space
 * @param source the device's file mostly; whoever mounts a network file system chooses it
 */
record Mount(int id, int parent, String number, boolean isWhole, String point, String type, String source) {

    boolean hasDevice() {
        return !number.startsWith("0:") || type.equals("btrfs");
    }

    /** Whether this one, mounted at {@code point} or above, would be in the way there. */
    boolean covers(String below) {
        return below.startsWith(point)
                && (below.length() == point.length() || point.equals("/") || below.charAt(point.length()) == '/');
    }
}
