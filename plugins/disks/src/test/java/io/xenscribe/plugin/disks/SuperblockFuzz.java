package io.xenscribe.plugin.disks;

/** Bytes as the start of a block device, which whoever formats it chooses. */
final class SuperblockFuzz {

    private SuperblockFuzz() {}

    /** Named as Jazzer wants it. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        Content content = Superblock.read(bytes);
        if (!content.isKnown() && !content.equals(Content.UNKNOWN)) {
            throw new AssertionError("something of nothing: " + content);
        }
    }
}
