package io.xenscribe.xenstore;

/** What a client asks of the daemon; the codes are those of Xen's {@code public/io/xs_wire.h}. */
enum Operation {
    DIRECTORY(1),
    READ(2),
    GET_PERMS(3),
    WATCH(4),
    UNWATCH(5),
    TRANSACTION_START(6),
    TRANSACTION_END(7),
    WRITE(11),
    RM(13),
    DIRECTORY_PART(22);

    private final int code;

    Operation(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
