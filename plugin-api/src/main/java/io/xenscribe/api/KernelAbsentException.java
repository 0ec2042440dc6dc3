package io.xenscribe.api;

import java.io.IOException;

/** Asks for something that only a running kernel can give, where the facts are taken from an image or a fixture. */
public final class KernelAbsentException extends IOException {

    private static final long serialVersionUID = 1;

    public KernelAbsentException(String message) {
        super(message);
    }
}
