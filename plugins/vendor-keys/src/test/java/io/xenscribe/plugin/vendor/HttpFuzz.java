package io.xenscribe.plugin.vendor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Bytes as what a metadata service answers, and as texts of the firmware. */
final class HttpFuzz {

    private HttpFuzz() {}

    /** Named as Jazzer wants it. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        try {
            HttpAnswer answer = HttpAnswer.parse(bytes);
            if (answer.status() < 0 || answer.status() > 999) {
                throw new AssertionError("no status: " + answer);
            }
        } catch (IOException noAnswer) {
            if (String.valueOf(noAnswer.getMessage()).isEmpty()) {
                throw new AssertionError("no reason", noAnswer);
            }
        }
        Optional<String> text = Optional.of(new String(bytes, StandardCharsets.UTF_8));
        Ec2.made(
                new Dmi(text, text, text, text, text, text),
                new Hypervisor(text, Optional.empty(), Optional.empty(), text));
    }
}
