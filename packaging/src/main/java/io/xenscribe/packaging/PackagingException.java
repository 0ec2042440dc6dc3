package io.xenscribe.packaging;

/** The tree cannot be made; the message tells the person who builds what to do about it. */
final class PackagingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PackagingException(String message) {
        super(message);
    }
}
