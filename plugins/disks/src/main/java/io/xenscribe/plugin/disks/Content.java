package io.xenscribe.plugin.disks;

import java.util.Optional;

/**
 * What a block device holds, by itself or by the word of udev.
 *
 * @param type as blkid(8) calls it: {@code ext4}, {@code swap}, {@code LVM2_member}
 */
record Content(Optional<String> type, Optional<String> uuid, Optional<String> label) {

    static final Content UNKNOWN = new Content(Optional.empty(), Optional.empty(), Optional.empty());

    /** Empty text is absent, and what would spoil a terminal or a log line is replaced. */
    static Content of(String type, String uuid, String label) {
        return new Content(present(type), present(uuid), present(label));
    }

    boolean isKnown() {
        return type.isPresent();
    }

    private static Optional<String> present(String text) {
        String stripped = text.strip();
        if (stripped.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder clean = new StringBuilder(stripped.length());
        for (int i = 0; i < stripped.length(); i++) {
            char c = stripped.charAt(i);
            clean.append(Character.isISOControl(c) ? '\ufffd' : c);
        }
        return Optional.of(clean.toString());
    }
}
