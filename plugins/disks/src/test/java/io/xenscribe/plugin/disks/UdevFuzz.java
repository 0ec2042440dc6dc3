package io.xenscribe.plugin.disks;

import java.nio.charset.StandardCharsets;

/** Bytes as an entry of udev's database, and as text with the escapes of udev and of the kernel. */
final class UdevFuzz {

    private UdevFuzz() {}

    /** Named as Jazzer wants it. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        Content content = UdevDatabase.read(bytes);
        if (content.type().isPresent() && content.type().get().isEmpty()) {
            throw new AssertionError("a type without a name");
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        String decoded = Escapes.hexadecimal(text);
        if (text.indexOf('\\') < 0 && !decoded.equals(text)) {
            throw new AssertionError("changed without an escape");
        }
        String whole = Escapes.octal(bytes, 0, bytes.length);
        if (whole.length() > bytes.length) {
            throw new AssertionError("longer than what was decoded");
        }
    }
}
