package io.xenscribe.xenstore;

/**
 * Why the store refused: the error's name as it came over the wire, which need not be one that we know.
 *
 * @param name for example {@code EACCES}
 */
public record StoreError(String name) {

    public static final StoreError E2BIG = new StoreError("E2BIG");
    public static final StoreError EACCES = new StoreError("EACCES");
    public static final StoreError EAGAIN = new StoreError("EAGAIN");
    public static final StoreError EBUSY = new StoreError("EBUSY");
    public static final StoreError EEXIST = new StoreError("EEXIST");
    public static final StoreError EINVAL = new StoreError("EINVAL");
    public static final StoreError EIO = new StoreError("EIO");
    public static final StoreError ENOENT = new StoreError("ENOENT");
    public static final StoreError ENOSPC = new StoreError("ENOSPC");
    public static final StoreError ENOSYS = new StoreError("ENOSYS");
    public static final StoreError EQUOTA = new StoreError("EQUOTA");

    private static final int LONGEST_NAME = 30;

    /** What came over the wire, as far as it can be shown; no name at all is an {@link #EIO}. */
    static StoreError received(String text) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), LONGEST_NAME); i++) {
            char letter = text.charAt(i);
            name.append(letter > ' ' && letter < 0x7f ? letter : '?');
        }
        return name.isEmpty() ? EIO : new StoreError(name.toString());
    }

    /** The name and, where we know one, what it means here. */
    @Override
    public String toString() {
        return switch (name) {
            case "EACCES", "EPERM" -> name + ", not permitted";
            case "ENOSPC", "EQUOTA" -> name + ", a quota of the store is used up";
            case "E2BIG" -> name + ", too much for the store";
            case "ENOSYS" -> name + ", not known to this daemon";
            case "EAGAIN" -> name + ", others changed the same nodes meanwhile";
            default -> name;
        };
    }
}
