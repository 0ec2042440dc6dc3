package io.xenscribe.linux;

import com.kenai.jffi.CallContext;
import com.kenai.jffi.CallContextCache;
import com.kenai.jffi.CallingConvention;
import com.kenai.jffi.Invoker;
import com.kenai.jffi.LastError;
import com.kenai.jffi.Library;
import com.kenai.jffi.MemoryIO;
import com.kenai.jffi.Type;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;

/**
 * System calls through jffi without generated stubs, which would cost ten times the memory.
 *
 * <p>Each method is one call of libc; {@code -1} becomes an {@link ErrnoException} that names the call and the object,
 * except where the method says otherwise. Buffers are direct ones. Safe for any thread.
 */
final class Libc {

    static final int O_RDONLY = 0;
    static final int O_RDWR = 2;
    static final int O_NONBLOCK = 0x800;
    static final int O_CLOEXEC = 0x80000;

    static final int POLLIN = 1;
    static final int POLLPRI = 2;
    static final int POLLOUT = 4;
    static final int POLLERR = 8;
    static final int POLLHUP = 16;

    static final int AF_UNIX = 1;
    static final int SOCK_STREAM = 1;

    static final int EPERM = 1;
    static final int ENOENT = 2;
    static final int EINTR = 4;
    static final int EIO = 5;
    static final int E2BIG = 7;
    static final int EAGAIN = 11;
    static final int ENOMEM = 12;
    static final int EACCES = 13;
    static final int EBUSY = 16;
    static final int EEXIST = 17;
    static final int EINVAL = 22;
    static final int ENFILE = 23;
    static final int EMFILE = 24;
    static final int ENOSPC = 28;
    static final int EROFS = 30;
    static final int ENOSYS = 38;

    private static final Invoker INVOKER = Invoker.getInstance();
    private static final MemoryIO MEMORY = MemoryIO.getInstance();
    private static final CallContext CALL_1 = context(1);
    private static final CallContext CALL_2 = context(2);
    private static final CallContext CALL_3 = context(3);

    private static final Library LIBRARY = openLibrary();
    private static final long OPEN = symbol("open");
    private static final long CLOSE = symbol("close");
    private static final long READ = symbol("read");
    private static final long WRITE = symbol("write");
    private static final long POLL = symbol("poll");
    private static final long EVENTFD = symbol("eventfd");
    private static final long SOCKET = symbol("socket");
    private static final long CONNECT = symbol("connect");
    private static final long STRERROR = symbol("strerror");
    /** 0 where the C library is not glibc. */
    private static final long MALLOC_TRIM = LIBRARY.getSymbolAddress("malloc_trim");

    private Libc() {}

    /** Opens {@code path}; returns a descriptor. */
    static int open(String path, int flags) throws IOException {
        ByteBuffer name = string(path);
        try {
            return check(INVOKER.invokeL3(CALL_3, OPEN, address(name), flags, 0), "open", path);
        } finally {
            Reference.reachabilityFence(name);
        }
    }

    /** Closes {@code fd}; there is nothing to be done about an error. */
    static void close(int fd) {
        INVOKER.invokeL1(CALL_1, CLOSE, fd);
    }

    /** At most {@code count} bytes to {@code address}; 0 at the end, -1 with {@link #errno()} set on failure. */
    static int read(int fd, long address, int count) {
        return (int) INVOKER.invokeL3(CALL_3, READ, fd, address, count);
    }

    /** At most {@code count} bytes from {@code address}; -1 with {@link #errno()} set on failure. */
    static int write(int fd, long address, int count) {
        return (int) INVOKER.invokeL3(CALL_3, WRITE, fd, address, count);
    }

    /** poll(2) over {@code count} structures at {@code address}; -1 with {@link #errno()} set on failure. */
    static int poll(long address, int count, int timeoutMillis) {
        return (int) INVOKER.invokeL3(CALL_3, POLL, address, count, timeoutMillis);
    }

    /** A new eventfd(2), not blocking. */
    static int eventfd() throws IOException {
        return check(INVOKER.invokeL2(CALL_2, EVENTFD, 0, O_NONBLOCK | O_CLOEXEC), "eventfd", "");
    }

    /** A new socket(2) that does not block. */
    static int socket(int family, int type) throws IOException {
        return check(INVOKER.invokeL3(CALL_3, SOCKET, family, type | O_NONBLOCK | O_CLOEXEC, 0), "socket", "");
    }

    /** connect(2) to the address structure at {@code address}; -1 with {@link #errno()} set on failure. */
    static int connect(int fd, long address, int size) {
        return (int) INVOKER.invokeL3(CALL_3, CONNECT, fd, address, size);
    }

    static boolean canTrim() {
        return MALLOC_TRIM != 0;
    }

    /** malloc_trim(3), which leaves {@code keep} bytes at the end of the heap. */
    static void trim(long keep) {
        INVOKER.invokeL1(CALL_1, MALLOC_TRIM, keep);
    }

    /** What the last failed call of this thread left. */
    static int errno() {
        return LastError.getInstance().get();
    }

    static String describe(int errno) {
        byte[] text = MEMORY.getZeroTerminatedByteArray(INVOKER.invokeL1(CALL_1, STRERROR, errno));
        return new String(text, StandardCharsets.UTF_8);
    }

    /** The address of a direct buffer's first byte; valid while the buffer is reachable. */
    static long address(ByteBuffer direct) {
        return MEMORY.getDirectBufferAddress(direct);
    }

    /** A direct buffer of machine byte order, for as long as it is reachable. */
    static ByteBuffer buffer(int size) {
        return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    }

    /** {@code text} as C wants it. */
    static ByteBuffer string(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return buffer(bytes.length + 1).put(0, bytes);
    }

    static int check(long result, String call, String object) throws IOException {
        int value = (int) result;
        if (value == -1) {
            throw failure(errno(), call, object);
        }
        return value;
    }

    static IOException failure(int errno, String call, String object) {
        if (errno == ENOENT && !object.isEmpty()) {
            return new NoSuchFileException(object);
        }
        return new ErrnoException(errno, call, object);
    }

    static long symbol(String name) {
        long address = LIBRARY.getSymbolAddress(name);
        if (address == 0) {
            throw new UnsatisfiedLinkError("the C library has no " + name);
        }
        return address;
    }

    private static Library openLibrary() {
        Library library = Library.openLibrary("libc.so.6", Library.LAZY | Library.LOCAL);
        if (library == null) {
            library = Library.getDefault();
        }
        return library;
    }

    private static CallContext context(int arguments) {
        Type[] types = new Type[arguments];
        Arrays.fill(types, Type.SINT64);
        return CallContextCache.getInstance().getCallContext(Type.SINT64, types, CallingConvention.DEFAULT, true);
    }

    /** {@code function(a, b, c)}, for the rarer calls; {@code function} is a {@link #symbol}, superfluous ones are 0. */
    static long call(long function, long a, long b, long c) {
        return INVOKER.invokeL3(CALL_3, function, a, b, c);
    }

    /** {@code function(a, b, c)} where {@code b} is the address of a direct buffer. */
    static long call(long function, long a, ByteBuffer b, long c) {
        try {
            return call(function, a, address(b), c);
        } finally {
            Reference.reachabilityFence(b);
        }
    }

    /** {@code function(a, b, c, d, e, f)}. */
    static long call(long function, long a, long b, long c, long d, long e, long f) {
        return INVOKER.invokeL6(SixArguments.CALL, function, a, b, c, d, e, f);
    }

    /** Made when first needed. */
    private static final class SixArguments {
        static final CallContext CALL = context(6);
    }
}
