package io.xenscribe.plugin.disks;

import io.xenscribe.api.Root;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What udev has found on a block device: {@code /run/udev/data/b202:1}, whose lines {@code E:NAME=value} are properties. */
final class UdevDatabase {

    static final String FOLDER = "/run/udev/data";

    private static final String TYPE = "E:ID_FS_TYPE=";
    private static final String UUID = "E:ID_FS_UUID=";
    private static final String UUID_ENCODED = "E:ID_FS_UUID_ENC=";
    private static final String LABEL = "E:ID_FS_LABEL=";
    private static final String LABEL_ENCODED = "E:ID_FS_LABEL_ENC=";

    private final Root root;

    UdevDatabase(Root root) {
        this.root = root;
    }

    /**
     * Nothing known where udev is not, or has not been there yet.
     *
     * @param number as {@code 202:1}
     */
    Content of(String number) throws IOException {
        Optional<byte[]> entry = root.bytes(FOLDER + "/b" + number);
        return entry.isPresent() ? read(entry.get()) : Content.UNKNOWN;
    }

    /** The encoded forms hold the true text; the others have blanks and odd characters replaced. */
    static Content read(byte[] entry) {
        String text = new String(entry, StandardCharsets.UTF_8);
        String type = "";
        String uuid = "";
        String label = "";
        String uuidEncoded = "";
        String labelEncoded = "";
        int at = 0;
        while (at < text.length()) {
            int end = text.indexOf('\n', at);
            end = end < 0 ? text.length() : end;
            if (text.startsWith(TYPE, at)) {
                type = text.substring(at + TYPE.length(), end);
            } else if (text.startsWith(UUID, at)) {
                uuid = text.substring(at + UUID.length(), end);
            } else if (text.startsWith(UUID_ENCODED, at)) {
                uuidEncoded = Escapes.hexadecimal(text.substring(at + UUID_ENCODED.length(), end));
            } else if (text.startsWith(LABEL, at)) {
                label = text.substring(at + LABEL.length(), end);
            } else if (text.startsWith(LABEL_ENCODED, at)) {
                labelEncoded = Escapes.hexadecimal(text.substring(at + LABEL_ENCODED.length(), end));
            }
            at = end + 1;
        }
        return Content.of(
                type, uuidEncoded.isEmpty() ? uuid : uuidEncoded, labelEncoded.isEmpty() ? label : labelEncoded);
    }
}
