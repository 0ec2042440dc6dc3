package io.xenscribe.plugin.network;

import java.io.IOException;

/** What is known may differ from what the kernel has, so it must be listed again. The message says why. */
final class OutOfStepException extends IOException {

    private static final long serialVersionUID = 1;

    OutOfStepException(String reason) {
        super(reason);
    }
}
